import { fieldLines } from './fields.ts';
import { gatewayLines } from './gateway-fields.ts';

/** A field of a type of the Kubernetes API. */
export interface ApiField {
  /** In the words of `fields.ts`: `s`, `Container[]`, `s{}`. */
  readonly type: string;
  readonly required: boolean;
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
      const [name = '', text = '?'] = field.split(':');
      return [name.replace('!', ''), { type: text, required: name.endsWith('!') }] as const;
    }),
  );
  parsed.set(type, fields);
  return fields;
}

/** The type of the items of a list or of the values of a map; undefined for other types. */
export function itemType(type: string, form: '[]' | '{}'): string | undefined {
  return type.endsWith(form) ? type.slice(0, -2) : undefined;
}
