import type { Helper, HelperCall } from '../helper.ts';
import type { Ref } from '../ref.ts';
import { computed, isAbsent, isList, isRecord } from '../ref.ts';
import { argument, isTrue } from './truth.ts';
import { table } from '../../shared/formats/table.ts';

const every = Number.POSITIVE_INFINITY;

const test = (usage: string, doc: string, example: Helper['example'], run: (call: HelperCall) => boolean): Helper => ({
  usage,
  doc,
  example,
  arity: [2, 2],
  tests: true,
  run: (call) => computed(run(call)),
});

function same(call: HelperCall): boolean {
  const [a, b] = [argument(call, 0), argument(call, 1)].map((ref) => (isAbsent(ref) ? undefined : call.text(ref)));
  return a === b;
}

const compared = (call: HelperCall, holds: (a: number, b: number) => boolean): boolean =>
  holds(call.number(argument(call, 0)), call.number(argument(call, 1)));

function contains(call: HelperCall): boolean {
  const [where, what] = [argument(call, 0), call.text(argument(call, 1))];
  if (isAbsent(where)) return false;
  if (isRecord(where.value)) return Object.hasOwn(where.value, what);
  const value = call.value(where);
  return isList(value) ? value.some((item) => String(item) === what) : String(value).includes(what);
}

/** The first argument that is (or is not) true, else the last, as it came: what it is made of stays known. */
const firstThat = (call: HelperCall, sense: boolean): Ref =>
  call.args.find((ref) => isTrue(call, ref) === sense) ?? argument(call, call.args.length - 1);

/** Helpers that ask about values, by name. */
export const logic: Readonly<Record<string, Helper>> = table({
  eq: test(
    'eq A B',
    'Whether both are the same text, number or boolean.',
    ['{{eq services.web.image.tag "1.29"}}', 'true'],
    same,
  ),
  ne: test('ne A B', 'Whether they are not.', ['{{ne services.web.image.tag "1.29"}}', 'false'], (call) => !same(call)),
  lt: test(
    'lt A B',
    'Whether the first number is less.',
    ['{{lt services.web.container.replicas 2}}', 'true'],
    (call) => compared(call, (a, b) => a < b),
  ),
  gt: test(
    'gt A B',
    'Whether the first number is greater.',
    ['{{gt services.web.container.replicas 2}}', 'false'],
    (call) => compared(call, (a, b) => a > b),
  ),
  contains: test(
    'contains WHERE WHAT',
    'Whether a list has an item, a map a name, or a text another text in it.',
    ['{{contains services.web.environment "GREETING"}}', 'true'],
    contains,
  ),
  not: {
    usage: 'not VALUE',
    doc: 'True for what `if` takes for false.',
    example: ['{{not services.web.privileged}}', 'true'],
    arity: [1, 1],
    tests: true,
    run: (call) => computed(!isTrue(call, argument(call, 0))),
  },
  and: {
    usage: 'and A B …',
    doc: 'The first value that `if` takes for false, else the last.',
    example: ['{{#if (and services.web.ports services.web.volumes)}}both{{/if}}', 'both'],
    arity: [2, every],
    tests: true,
    run: (call) => firstThat(call, false),
  },
  or: {
    usage: 'or A B …',
    doc: 'The first value that `if` takes for true, else the last.',
    example: ['{{#if (or services.web.privileged services.web.ports)}}either{{/if}}', 'either'],
    arity: [2, every],
    tests: true,
    run: (call) => firstThat(call, true),
  },
  given: {
    usage: 'given VALUE',
    doc: 'Whether the value is there at all: false, 0 and empty texts are.',
    example: ['{{given ""}} {{given services.web.hostname}}', 'true false'],
    arity: [1, 1],
    tests: true,
    run: (call) => computed(!isAbsent(argument(call, 0))),
  },
  default: {
    usage: 'default VALUE OTHER',
    doc: 'The value, or the other one where it is not given.',
    example: ['{{default options.region "eu-1"}}', 'eu-1'],
    arity: [2, every],
    tests: true,
    run: (call) => call.args.find((ref) => !isAbsent(ref)) ?? argument(call, call.args.length - 1),
  },
});
