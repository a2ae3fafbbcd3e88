import { expect, it } from 'vitest';
import { jsonSchema } from './json-schema.ts';
import { key, map, number, object, text } from './type.ts';

it('lets only legal names through, where others are refused when they are loaded', () => {
  const names = /^[a-z]+$/;
  const schema = jsonSchema(map(text, { names }));
  expect(schema).toMatchObject({ patternProperties: { '^[a-z]+$': { type: 'string' } }, additionalProperties: false });
  expect(jsonSchema(map(text, { names, otherNames: 'unchecked' }))).not.toHaveProperty('additionalProperties');
});

it('lets keys that nobody knows through where the loader does', () => {
  const keys = { a: key(number, 'A number.') };
  expect(jsonSchema(object(keys))).toMatchObject({
    properties: { a: { type: 'number', description: 'A number.' } },
    patternProperties: { '^x-': {} },
    additionalProperties: false,
  });
  expect(jsonSchema(object(keys, { open: true }))).not.toHaveProperty('additionalProperties');
  expect(jsonSchema(object(keys, { closed: true }))).not.toHaveProperty('patternProperties');
});
