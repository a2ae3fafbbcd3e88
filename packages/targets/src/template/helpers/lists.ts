import type { Helper, HelperCall } from '../helper.ts';
import type { Ref } from '../ref.ts';
import { below, computed, entriesOf, isAbsent, isList, isRecord, listOf } from '../ref.ts';
import { argument } from './truth.ts';
import { table } from '../../shared/formats/table.ts';

function itemsOf(call: HelperCall, ref: Ref): readonly Ref[] {
  if (!isAbsent(ref) && !isList(ref.value) && !isRecord(ref.value)) call.fail('takes a list or a map');
  const items = entriesOf(ref, call.sources).map(([, item]) => item);
  call.meter.step(items.length);
  return items;
}

function join(call: HelperCall): string {
  const [list, separator] = call.args;
  const by = separator ? call.text(separator) : ', ';
  return itemsOf(call, list ?? computed(undefined))
    .map((item) => call.text(item))
    .join(by);
}

/** By the text of the items, or of their fields of one name; by Unicode, so that it is the same everywhere. */
function sort(call: HelperCall): Ref {
  const by = call.hash.get('by');
  const field = by ? call.text(by) : undefined;
  const keyed = itemsOf(call, argument(call, 0)).map((item) => {
    const key =
      field === undefined ? item : (below(item, field, call.sources) ?? call.fail(`no item has a "${field}"`));
    return [call.valueIfAny(key) ?? '', item] as const;
  });
  return listOf(keyed.toSorted(([a], [b]) => order(a, b)).map(([, item]) => item));
}

function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [one, other] = [String(a), String(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function unique(call: HelperCall): Ref {
  const seen = new Set<string>();
  const items = itemsOf(call, argument(call, 0)).filter((item) => {
    const key = call.text(item);
    return seen.has(key) ? false : seen.add(key);
  });
  return listOf(items);
}

function names(call: HelperCall): Ref {
  const map = argument(call, 0);
  if (!isAbsent(map) && !isRecord(map.value)) call.fail('takes a map');
  const entries = entriesOf(map, call.sources);
  call.meter.step(entries.length);
  return listOf(entries.map(([key]) => key));
}

/** The places of the items of lists, and of the names of maps: many a diagram asks for each of them. */
const places = new WeakMap<object, ReadonlyMap<string, number>>();

function indexOf(call: HelperCall): number {
  const where = argument(call, 0);
  const what = call.text(argument(call, 1));
  const { value } = where;
  if (!isList(value) && !isRecord(value)) return isAbsent(where) ? -1 : call.fail('takes a list or a map');
  let known = places.get(value);
  if (!known) {
    const items = isRecord(value) ? Object.keys(value) : itemsOf(call, where).map((item) => call.text(item));
    call.meter.step(items.length);
    known = new Map(items.map((item, index) => [item, index] as const).toReversed());
    places.set(value, known);
  }
  return known.get(what) ?? -1;
}

function lookup(call: HelperCall): Ref {
  const where = argument(call, 0);
  const name = call.text(argument(call, 1));
  if (isAbsent(where)) return computed(undefined);
  return below(where, name, call.sources) ?? call.fail(`there is no "${name}" below it`);
}

function numberIn(call: HelperCall): Ref {
  const value = call.valueIfAny(argument(call, 0));
  if (typeof value === 'number') return computed(value);
  return computed(typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined);
}

/** Helpers for lists and maps, by name. */
export const lists: Readonly<Record<string, Helper>> = table({
  join: {
    usage: 'join LIST [SEPARATOR]',
    doc: 'The items as one text, with `, ` or another separator between them.',
    example: ['{{join start_order " -> "}}', 'db -> web'],
    arity: [1, 2],
    run: (call) => computed(join(call)),
  },
  sort: {
    usage: 'sort LIST',
    doc: 'The items (of a map: its values) in order, numbers by size, all else by code points; `by="field"` compares a field of them.',
    example: ['{{#each (sort services by="name")}}{{name}} {{/each}}', 'db web '],
    arity: [1, 1],
    options: ['by'],
    tests: true,
    run: sort,
  },
  unique: {
    usage: 'unique LIST',
    doc: 'The list with each text once.',
    example: ['{{join (unique (list "b" "a" "b"))}}', 'b, a'],
    arity: [1, 1],
    run: unique,
  },
  list: {
    usage: 'list A B …',
    doc: 'A list of these values.',
    example: ['{{join (list "a" "b")}}', 'a, b'],
    arity: [0, Number.POSITIVE_INFINITY],
    tests: true,
    run: (call) => listOf(call.args),
  },
  keys: {
    usage: 'keys MAP',
    doc: 'The names in a map, in the order of the source.',
    example: ['{{join (keys services.web.environment)}}', 'GREETING, TZ'],
    arity: [1, 1],
    tests: true,
    run: names,
  },
  count: {
    usage: 'count LIST-OR-MAP',
    doc: 'How many there are.',
    example: ['{{count services}}', '2'],
    arity: [1, 1],
    tests: true,
    run: (call) => computed(itemsOf(call, argument(call, 0)).length),
  },
  'index-of': {
    usage: 'index-of LIST-OR-MAP ITEM',
    doc: 'The place of an item in a list or of a name in a map, from 0; -1 where it is not in it.',
    example: ['{{index-of start_order "web"}}', '1'],
    arity: [2, 2],
    run: (call) => computed(indexOf(call)),
  },
  lookup: {
    usage: 'lookup WHERE NAME',
    doc: 'What is in a map or list under a name that is a value itself; not given, where nothing does.',
    example: ['{{#with (lookup services "web") as |service|}}{{service.image.text}}{{/with}}', 'nginx:1.29'],
    arity: [2, 2],
    tests: true,
    run: lookup,
  },
  number: {
    usage: 'number VALUE',
    doc: 'The number in a text; not given, where it is none: the host part of a port may be a range.',
    example: ['{{#if (number services.web.ports.[0].published)}}a single port{{/if}}', 'a single port'],
    arity: [1, 1],
    run: numberIn,
  },
});
