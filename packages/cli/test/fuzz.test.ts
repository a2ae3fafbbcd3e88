import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { brokenFix, brokenLaw } from '../../../test-fixtures/fuzz/laws.ts';
import type { Files } from '../../../test-fixtures/fuzz/projects.ts';
import { corpusProjects, editedProject, fixtureProjects } from '../../../test-fixtures/fuzz/projects.ts';
import { slipTrials } from '../../../test-fixtures/fuzz/run-slips.ts';
import { fixturesDirectory } from '../../../test-fixtures/index.ts';

const fixtures = fixtureProjects(fixturesDirectory);
const real = corpusProjects(resolve(fixturesDirectory, '..'), 'real');

function brokenBy(projects: readonly Files[], count: number): readonly string[] {
  return Array.from({ length: count }, (_, seed) => seed).flatMap((seed) => {
    const law = brokenLaw(editedProject(projects, seed));
    return law === undefined ? [] : [`seed ${seed}: ${law}`];
  });
}

it('takes edited projects without a throw, prints what loads again, converts and fixes it', () => {
  expect(brokenBy(fixtures, 400)).toEqual([]);
});

it.skipIf(real.length === 0)('takes edited public files the same way (needs ../shared/corpus)', () => {
  expect(brokenBy(real, 100)).toEqual([]);
});

it('leaves projects without errors as they are, byte for byte', () => {
  const unlawful = [...fixtures, ...real].map(brokenFix).filter((law) => law !== undefined);
  expect(unlawful).toEqual([]);
});

it('fixes no slip so that a project means something else', () => {
  const changed: string[] = [];
  const tally = slipTrials(fixtures, 3, 1, ({ outcome, kind, after }, seed) => {
    if (outcome === 'changed') changed.push(`seed ${seed}, ${kind}:\n${after}`);
  });
  expect(changed).toEqual([]);
  expect(tally.restored).toBeGreaterThan(100);
});
