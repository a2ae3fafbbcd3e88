import { expect, it } from 'vitest';
import { brokenLaw } from '../../../test-fixtures/fuzz/laws.ts';
import { editedProject, fixtureProjects } from '../../../test-fixtures/fuzz/projects.ts';
import { fixturesDirectory } from '../../../test-fixtures/index.ts';

const projects = fixtureProjects(fixturesDirectory);

it('takes edited projects without a throw, prints what loads again, and converts it', () => {
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);
  const broken = seeds.flatMap((seed) => {
    const law = brokenLaw(editedProject(projects, seed));
    return law === undefined ? [] : [`seed ${seed}: ${law}`];
  });
  expect(broken).toEqual([]);
});
