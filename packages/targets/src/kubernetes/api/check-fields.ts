import type { Path } from '@transpose/core';
import { nearestName } from '@transpose/core';
import { fieldsOf, itemType } from './types.ts';
import { fieldSince } from './versions.ts';
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
  checkValue(value, type, [], rules, (problem) => problems.push(problem));
  return problems;
}

type Say = (problem: FieldProblem) => void;

const scalarTypes: Readonly<Record<string, { readonly types: readonly string[]; readonly words: string }>> = table({
  s: { types: ['string'], words: 'a string' },
  n: { types: ['number', 'bigint'], words: 'a number' },
  b: { types: ['boolean'], words: 'true or false' },
  i: { types: ['number', 'bigint', 'string'], words: 'a number or a string' },
});

function checkValue(value: unknown, type: string, path: Path, rules: FieldRules, say: Say): void {
  if (value === undefined || type === '?' || (value === null && rules.patch)) return;
  const scalar = scalarTypes[type];
  if (scalar) {
    if (!scalar.types.includes(typeof value)) say({ path, message: `must be ${scalar.words}` });
    return;
  }
  const item = itemType(type, '[]');
  if (item !== undefined) {
    if (!Array.isArray(value)) return say({ path, message: 'must be a list' });
    for (const [index, one] of (value as readonly unknown[]).entries())
      checkValue(one, item, [...path, index], rules, say);
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return say({ path, message: 'must be a mapping' });
  const entries = Object.entries(value).filter(([name]) => !(rules.patch && name.startsWith('$')));
  const values = itemType(type, '{}');
  if (values !== undefined) {
    for (const [name, one] of entries) checkValue(one, values, [...path, name], rules, say);
    return;
  }
  checkObject(entries, type, path, rules, say);
}

function checkObject(
  entries: readonly (readonly [string, unknown])[],
  type: string,
  path: Path,
  rules: FieldRules,
  say: Say,
): void {
  const fields = fieldsOf(type) ?? new Map();
  for (const [name, value] of entries) {
    const field = fields.get(name);
    if (!field) {
      const near = nearestName(name, fields.keys());
      const hint = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
      say({ path: [...path, name], message: `a ${type} has no such field`, ...hint });
      continue;
    }
    const since = value === undefined ? undefined : fieldSince(type, name);
    if (since !== undefined && since > rules.minor)
      say({ path: [...path, name], message: `servers have the field from Kubernetes 1.${since} on`, since });
    checkValue(value, field.type, [...path, name], rules, say);
  }
  if (rules.patch) return;
  const given = new Set(entries.flatMap(([name, value]) => (value === undefined ? [] : [name])));
  for (const [name, { required }] of fields)
    if (required && !given.has(name)) say({ path, message: `a ${type} needs the field ${name}` });
}
