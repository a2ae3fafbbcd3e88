import { printYaml } from '../shared/formats/yaml.ts';
import { valueExpression } from './templates/go-template.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A value of the chart. */
export interface ChartValue {
  readonly path: readonly string[];
  readonly value: unknown;
  /** What it is, for people. */
  readonly about?: string | undefined;
  /** Where in the Compose file it comes from: `compose.yaml:12`. */
  readonly place?: string | undefined;
  readonly schema: JsonSchema;
  /** Whether null takes away what it is of. */
  readonly optional?: boolean;
}

export const text: JsonSchema = { type: 'string' };
export const textOrNull: JsonSchema = { type: ['string', 'null'] };
export const flag: JsonSchema = { type: 'boolean' };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const port: JsonSchema = { type: 'integer', minimum: 1, maximum: 65_535 };
export const map: JsonSchema = { type: 'object' };
export const texts: JsonSchema = { type: 'object', additionalProperties: { type: 'string' } };
export const list: JsonSchema = { type: 'array' };
export const objects: JsonSchema = { type: 'array', items: { type: 'object' } };
export const oneOf = (...choices: readonly string[]): JsonSchema => ({ type: 'string', enum: choices });

/** The values of a chart, in the order in which templates ask for them. */
export class Values {
  readonly #values = new Map<string, ChartValue>();
  readonly #groups = new Map<string, string>();
  #first: readonly ChartValue[] = [];

  /** Adds a value, once; its expression in templates. */
  add(value: ChartValue): string {
    const key = JSON.stringify(value.path);
    if (!this.#values.has(key)) this.#values.set(key, value);
    return valueExpression(value.path);
  }

  /** Puts values before all others. */
  putFirst(values: readonly ChartValue[]): void {
    this.#first = values;
  }

  /** Says what a group of values is. */
  group(path: readonly string[], about: string): void {
    const key = JSON.stringify(path);
    if (!this.#groups.has(key)) this.#groups.set(key, about);
  }

  /** Takes values of another chart, with their groups. */
  take(from: Values, change: (value: ChartValue) => ChartValue | undefined): void {
    for (const value of from.all) {
      const changed = change(value);
      if (!changed || this.has(value.path)) continue;
      this.add(changed);
      value.path.forEach((_, end) => {
        const about = from.#groups.get(JSON.stringify(value.path.slice(0, end)));
        if (about !== undefined) this.group(value.path.slice(0, end), about);
      });
    }
  }

  has(path: readonly string[]): boolean {
    return this.#values.has(JSON.stringify(path));
  }

  get all(): readonly ChartValue[] {
    return [...this.#first, ...this.#values.values()];
  }

  data(): Readonly<Record<string, unknown>> {
    return nested(this.all.map(({ path, value }) => [path, value]));
  }

  /** values.yaml, with a comment per value. */
  print(header: string): string {
    const values = new Map(this.all.map((value) => [JSON.stringify(value.path), value]));
    const about = (path: readonly (string | number)[]): { above?: string; beside?: string } => {
      const key = JSON.stringify(path);
      const group = this.#groups.get(key);
      const value = values.get(key);
      const above = group ?? value?.about;
      return { ...(above !== undefined && { above }), ...(value?.place !== undefined && { beside: value.place }) };
    };
    const data = this.data();
    if (Object.keys(data).length === 0) return `${commented(header)}\n{}\n`;
    return `${commented(header)}\n${printYaml(data, { comment: about })}`;
  }

  schema(): JsonSchema {
    const root = group();
    for (const { path, schema, about } of this.all) {
      let at = root;
      for (const step of path.slice(0, -1)) {
        const next = (at.properties[step] as Group | undefined) ?? group();
        at.properties[step] = next;
        at = next;
      }
      const description = about === undefined ? {} : { description: about };
      at.properties[path.at(-1) ?? ''] = { ...description, ...schema };
    }
    // Helm hands each chart the values of its parents' `global`.
    root.properties['global'] = { type: 'object' };
    return { $schema: 'http://json-schema.org/draft-07/schema#', ...root };
  }
}

interface Group {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Record<string, unknown>;
}

const group = (): Group => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.create(null) as Record<string, unknown>,
});

const commented = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');

/** Values by their paths as one tree. */
export function nested(
  entries: readonly (readonly [path: readonly string[], value: unknown])[],
): Readonly<Record<string, unknown>> {
  const root = Object.create(null) as Record<string, unknown>;
  for (const [path, value] of entries) {
    let at = root;
    for (const step of path.slice(0, -1)) {
      const next =
        (at[step] as Record<string, unknown> | undefined) ?? (Object.create(null) as Record<string, unknown>);
      at[step] = next;
      at = next;
    }
    at[path.at(-1) ?? ''] = value;
  }
  return root;
}
