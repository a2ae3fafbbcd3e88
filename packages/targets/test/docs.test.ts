import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedPages, withParts } from '../../../test-fixtures/pages/support-pages.ts';

const root = new URL('../../../', import.meta.url);

const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

it.each(Object.entries({ ...generatedPages(), ...withParts(read) }))('%s is fresh (npm run docs)', (path, text) => {
  expect(read(path)).toBe(text);
});
