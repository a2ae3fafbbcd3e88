import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedPages } from '../src/support-pages.ts';

const root = new URL('../../../', import.meta.url);

it.each(Object.entries(generatedPages()))('%s is fresh (npm run docs)', (path, text) => {
  expect(readFileSync(new URL(path, root), 'utf8')).toBe(text);
});
