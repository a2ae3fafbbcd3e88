import { fieldLines } from './fields.ts';
import { gatewayLines } from './gateway-fields.ts';
import { fieldSince } from './versions.ts';

/** A field of a type of the Kubernetes API. */
export interface ApiField {
  /** In the words of `fields.ts`: `s`, `Container[]`, `s{}`. */
  readonly type: string;
  readonly required: boolean;
  /** The minor version of Kubernetes from which on it is served; undefined: from the oldest that counts. */
  readonly since: number | undefined;
}

export type ApiFields = ReadonlyMap<string, ApiField>;

let types: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, ApiFields>();

/** The fields of a type (`PodSpec`); undefined for types without fields. */
export function fieldsOf(type: string): ApiFields | undefined {
  const known = parsed.get(type);
  if (known) return known;
  types ??= new Map(
    `${fieldLines.trim()}\n${gatewayLines.trim()}`
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const),
  );
  const line = types.get(type);
  if (line === undefined) return undefined;
  const fields = new Map(
    line.split(' ').map((field) => {
      const [written = '', text = '?'] = field.split(':');
      const name = written.replace('!', '');
      return [name, { type: text, required: written !== name, since: fieldSince(type, name) }] as const;
    }),
  );
  parsed.set(type, fields);
  return fields;
}

/** The type of the items of a list or of the values of a map; undefined for other types. */
export function itemType(type: string, form: '[]' | '{}'): string | undefined {
  return type.endsWith(form) ? type.slice(0, -2) : undefined;
}
