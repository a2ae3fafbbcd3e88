import { readFileSync } from 'node:fs';
import { loadProject, memoryHost } from '@transpose/core';
import { expect, it } from 'vitest';
import { differences, differencesPage } from '../../../test-fixtures/differences.ts';

it.each(differences.flatMap(({ title, example }) => (example ? [[title, example] as const] : [])))(
  '%s: the example shows it',
  (_, { text, code }) => {
    const { diagnostics } = loadProject(memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p' }));
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(code === undefined ? [] : [code]);
  },
);

it('docs/differences.md is fresh (npm run docs)', () => {
  const page = readFileSync(new URL('../../../docs/differences.md', import.meta.url), 'utf8');
  expect(page).toBe(differencesPage());
});
