import type { KeyTable, Type } from './rule.ts';

/** A JSON schema (draft 7). */
export type JsonSchema = { readonly [key: string]: unknown };

/**
 * What a type of the key table takes, as JSON schema for editors. `also`: further keys of the objects at some paths of the
 * table (`services`, empty for the root), which are not part of it.
 */
export function jsonSchema(type: Type, also: Readonly<Record<string, KeyTable>> = {}): JsonSchema {
  const schemaAt = (one: Type, path: string): JsonSchema => {
    switch (one.is) {
      case 'string':
        return { type: 'string', ...(one.pattern && { pattern: patternOf(one.pattern) }) };
      case 'number':
      case 'integer':
        return {
          type: one.is,
          ...(one.minimum !== undefined && { minimum: one.minimum }),
          ...(one.maximum !== undefined && { maximum: one.maximum }),
        };
      case 'boolean':
      case 'null':
        return { type: one.is };
      case 'any':
        return {};
      case 'enum':
        return { enum: one.values };
      case 'list':
        return { type: 'array', items: schemaAt(one.of, path), ...(one.unique && { uniqueItems: true }) };
      case 'map': {
        const of = schemaAt(one.of, path);
        if (!one.names) return { type: 'object', additionalProperties: of };
        const others = one.otherNames === 'unchecked' ? {} : { additionalProperties: false };
        return { type: 'object', patternProperties: { [patternOf(one.names)]: of }, ...others };
      }
      case 'one-of':
        return { anyOf: one.of.map((each) => schemaAt(each, path)) };
      case 'object':
        return objectAt(one, path);
    }
  };
  const objectAt = (one: Type & { readonly is: 'object' }, path: string): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(
      Object.entries({ ...one.keys, ...also[path] }).map(([name, row]) => [
        name,
        {
          ...schemaAt(row.type, path === '' ? name : `${path}.${name}`),
          description: row.doc,
          ...(row.deprecated !== undefined && { deprecated: true }),
        },
      ]),
    ),
    ...(one.required && { required: one.required }),
    ...(one.closed ? {} : { patternProperties: { '^x-': {} } }),
    ...(one.open ? {} : { additionalProperties: false }),
  });
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...schemaAt(type, '') };
}

/** Schemas know no flags. */
function patternOf({ source, flags }: RegExp): string {
  if (flags.replace(/[uv]/, '') !== '') throw new Error(`no pattern of a schema has the flags ${flags}`);
  return source;
}
