import { readFileSync } from 'node:fs';
import { codes } from '@transpose/core';
import { expect, it } from 'vitest';
import { fixturesDirectory } from '../../../test-fixtures/index.ts';
import { diagnosticsOf, diagnosticsPage, errorFixtures } from '../../../test-fixtures/errors.ts';

const fixtures = errorFixtures(fixturesDirectory);

it('has a fixture for every code of the loader', () => {
  expect(fixtures.map(({ code }) => code)).toEqual(Object.keys(codes).sort());
});

it.each(fixtures.map((fixture) => [fixture.code, fixture] as const))(
  '%s is what its fixture gives',
  (code, fixture) => {
    const [first] = diagnosticsOf(fixture);
    expect(first?.code).toBe(code);
    // A place to look at: a span in a text, or the file that is the matter itself.
    if (code !== 'no-compose-file' && code !== 'project-name') expect(first?.span ?? first?.file).toBeDefined();
  },
);

it('docs/diagnostics.md is fresh (npm run docs)', () => {
  const page = readFileSync(new URL('../../../docs/diagnostics.md', import.meta.url), 'utf8');
  expect(page).toBe(diagnosticsPage(fixturesDirectory));
});
