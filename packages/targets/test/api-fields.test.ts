import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the fields of the API are those of the client’s types: npm run api-fields', async () => {
  const { texts } = (await import('../../../scripts/api-fields.mjs' as string)) as {
    readonly texts: Readonly<Record<string, string>>;
  };
  for (const [place, text] of Object.entries(texts)) expect(readFileSync(place, 'utf8')).toBe(text);
});
