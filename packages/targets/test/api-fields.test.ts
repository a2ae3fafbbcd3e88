import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the fields of the API are those of the client’s types: npm run api-fields', async () => {
  const { place, text } = (await import('../../../scripts/api-fields.mjs' as string)) as {
    readonly place: string;
    readonly text: string;
  };
  expect(readFileSync(place, 'utf8')).toBe(text);
});
