import type { Span } from '@transpose/core';
import { isRefused } from '../shared/shell/quoting.ts';
import type { RefusalReason } from '../shared/shell/quoting.ts';
import { decimal } from '../container-plan/flags/amounts.ts';
import type { Helper, HelperCall } from './helper.ts';
import { limits } from './limits.ts';
import { notGiven } from './paths.ts';
import { TemplateProblem } from './problem.ts';
import type { Ref } from './ref.ts';
import { isAbsent, isList, isRecord } from './ref.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import type { Call, Expression } from './syntax/syntax.ts';
import { spanOf } from './syntax/syntax.ts';

/** The words of a call, read as they are asked for: only what is read counts as used. */
export function callOf(
  run: Run,
  scope: Scope,
  call: Call,
  given: { readonly args: readonly Ref[]; readonly hash?: ReadonlyMap<string, Ref> },
  name = '',
  tests = false,
): HelperCall {
  const { args, hash = new Map<string, Ref>() } = given;
  const span = (): Span => spanOf(scope.source, call.loc);
  const fail = (message: string, hint?: string): never => {
    throw new TemplateProblem('template-use', name === '' ? message : `${name}: ${message}`, span(), { hint });
  };
  const expressionOf = (ref: Ref): Expression => (name === '' ? call.path : argumentAt(call, args, hash, ref));
  const written = (ref: Ref): string => {
    const expression = expressionOf(ref);
    return expression.type === 'PathExpression' ? expression.original : 'the value';
  };

  const valueIfAny = (ref: Ref): unknown => {
    if (isAbsent(ref)) return ref.value;
    if (run.reads.use(ref, `${scope.source.file}:${call.loc.start.line}`) && !tests) run.sheet.secret = true;
    return ref.value;
  };
  const value = (ref: Ref): unknown => {
    if (isAbsent(ref)) throw notGiven(run, ref, written(ref), spanOf(scope.source, expressionOf(ref).loc));
    return valueIfAny(ref);
  };
  const text = (ref: Ref): string => {
    const [what, hint] = notText(ref) ?? [];
    if (what !== undefined) return fail(`${written(ref)} is ${what}`, hint);
    const one = value(ref);
    const all = typeof one === 'number' ? decimal(one) : String(one);
    if (name === '' || all.length <= limits.text) return all;
    const message = `${name}: the text has more than ${limits.text} characters`;
    throw new TemplateProblem('template-limit', message, span(), { final: true });
  };
  return {
    name,
    args,
    hash,
    sources: run.sources,
    meter: run.meter,
    value,
    valueIfAny,
    text,
    number(ref) {
      const one = value(ref);
      const number = typeof one === 'string' && one.trim() !== '' ? Number(one) : one;
      return typeof number === 'number' && Number.isFinite(number) ? number : fail(`${written(ref)} is not a number`);
    },
    fail,
    quoted(quoted) {
      if (!isRefused(quoted)) return quoted;
      throw new TemplateProblem('illegal-value', `${name}: the text ${reasons[quoted.refused]}`, span());
    },
  };
}

/** What a value is that no text can be made of, and what to do with it. */
function notText({ value }: Ref): readonly [string, string] | undefined {
  if (isList(value)) return ['a list', 'go through it with {{#each}}, or make a text of it with join, json or yaml'];
  if (isRecord(value)) return ['a map', 'go through it with {{#each}}, or make a text of it with json or yaml'];
  return undefined;
}

/** The piece of the template that an argument was written as. */
function argumentAt(call: Call, args: readonly Ref[], hash: ReadonlyMap<string, Ref>, ref: Ref): Expression {
  const index = args.indexOf(ref);
  const pair = [...hash].findIndex(([, value]) => value === ref);
  return (index >= 0 ? call.params[index] : call.hash?.pairs[pair]?.value) ?? call.path;
}

const reasons: Readonly<Record<RefusalReason, string>> = {
  nul: 'holds a NUL character, which no program can be given',
  newline: 'holds a line break, for which this syntax has no escape',
  'control-character': 'holds a control character, for which this syntax has no escape',
  'outer-space': 'begins or ends with a space, which nothing protects in this syntax',
  'outer-quote': 'begins and ends with a quote, which the reader would cut off',
  'trailing-backslash': 'ends with a backslash, which would join the line with the next one',
  'reserved-word': 'means something else in this syntax',
  'illegal-name': 'is not a legal name',
  noncharacter: 'holds a character that systemd refuses',
};

/** Whether a helper was called as it wants to be. */
export function checkArguments(
  call: HelperCall,
  { arity: [least, most], options = [], usage }: Omit<Helper, 'run'>,
): void {
  const count = call.args.length;
  if (count < least || count > most) call.fail(`takes ${amount(least, most)}, not ${count}`, `write {{${usage}}}`);
  for (const key of call.hash.keys()) {
    if (!options.includes(key))
      call.fail(`has no option "${key}"`, options.length === 0 ? undefined : `it has ${options.join(', ')}`);
  }
}

function amount(least: number, most: number): string {
  const words =
    most === Number.POSITIVE_INFINITY
      ? `${least} arguments or more`
      : least === most
        ? `${least}`
        : `${least} to ${most}`;
  return /more$/.test(words) ? words : `${words} ${most === 1 ? 'argument' : 'arguments'}`;
}
