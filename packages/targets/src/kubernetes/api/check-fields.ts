import type { Path } from '@transpose/core';
import { nearestName } from '@transpose/core';
import type { ApiFields } from './types.ts';
import { fieldsOf, itemType } from './types.ts';
import { table } from '../../shared/formats/table.ts';

/** What is wrong with a field; `path` from where the check began. */
export interface FieldProblem {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  /** The field is one of later versions: the first of them. */
  readonly since?: number;
}

export interface FieldRules {
  /** The minor version of the API that has to serve all fields. */
  readonly minor: number;
  /** A patch: nothing has to be there, `null` removes, and keys that start with `$` are directives. */
  readonly patch?: boolean;
}

/** Holds a value against a type of the API, field by field. */
export function fieldProblems(value: unknown, type: string, rules: FieldRules): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const path: (string | number)[] = [];
  checkValue(value, type, path, rules, (problem) => problems.push({ path: [...path], ...problem }));
  return problems;
}

/** Says a problem of the value at hand, unless the problem has a path of its own. */
type Say = (problem: Omit<FieldProblem, 'path'> & Partial<Pick<FieldProblem, 'path'>>) => void;

/** The path of the value at hand: walkers put a step on it and take it off again. */
type Walked = (string | number)[];

type Data = Readonly<Record<string, unknown>>;

const scalarTypes: Readonly<Record<string, { readonly types: readonly string[]; readonly words: string }>> = table({
  s: { types: ['string'], words: 'a string' },
  n: { types: ['number', 'bigint'], words: 'a number' },
  b: { types: ['boolean'], words: 'true or false' },
  i: { types: ['number', 'bigint', 'string'], words: 'a number or a string' },
});

function checkValue(value: unknown, type: string, path: Walked, rules: FieldRules, say: Say): void {
  if (value === undefined || type === '?' || (value === null && rules.patch)) return;
  const scalar = scalarTypes[type];
  if (scalar) {
    if (!scalar.types.includes(typeof value)) say({ message: `must be ${scalar.words}` });
    return;
  }
  const item = itemType(type, '[]');
  if (item !== undefined) {
    if (!Array.isArray(value)) return say({ message: 'must be a list' });
    for (const [index, one] of (value as readonly unknown[]).entries()) checkBelow(one, item, index, path, rules, say);
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return say({ message: 'must be a mapping' });
  const data = value as Data;
  const names = Object.keys(data).filter((name) => !(rules.patch && name.startsWith('$')));
  const values = itemType(type, '{}');
  if (values === undefined) checkObject(data, names, type, path, rules, say);
  else for (const name of names) checkBelow(data[name], values, name, path, rules, say);
}

function checkBelow(
  value: unknown,
  type: string,
  step: string | number,
  path: Walked,
  rules: FieldRules,
  say: Say,
): void {
  path.push(step);
  checkValue(value, type, path, rules, say);
  path.pop();
}

function checkObject(
  data: Data,
  names: readonly string[],
  type: string,
  path: Walked,
  rules: FieldRules,
  say: Say,
): void {
  const fields: ApiFields = fieldsOf(type) ?? new Map();
  for (const name of names) {
    const field = fields.get(name);
    if (!field) {
      const near = nearestName(name, fields.keys());
      const hint = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
      say({ path: [...path, name], message: `a ${type} has no such field`, ...hint });
      continue;
    }
    const { since } = field;
    if (since !== undefined && since > rules.minor && data[name] !== undefined)
      say({ path: [...path, name], message: `servers have the field from Kubernetes 1.${since} on`, since });
    checkBelow(data[name], field.type, name, path, rules, say);
  }
  if (rules.patch) return;
  for (const [name, { required }] of fields)
    if (required && (!Object.hasOwn(data, name) || data[name] === undefined))
      say({ message: `a ${type} needs the field ${name}` });
}
