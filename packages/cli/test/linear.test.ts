import { countsOf, steeperThanLinear, stepsIn } from './counting.ts';
import { fixProject, loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';
import { expect, it } from 'vitest';
import { converted } from './growing-conversions.ts';
import type { Files } from './growing.ts';
import { growing } from './growing.ts';

const stepsOf = (run: () => void): number => stepsIn(countsOf(run));

const load = (files: Files) => (): void => {
  void loadProject(memoryHost({ files, cwd: '/p' })).project;
};

const lengthOf = (files: Files): number => Object.values(files).reduce((sum, text) => sum + text.length, 0);

it.each(Object.entries(growing))('loads %s in linear time', (_, [size, make]) => {
  const [small, large] = [make(size), make(size * 4)];
  // What is done once is done before.
  load(small)();
  const growth = stepsOf(load(large)) / stepsOf(load(small));
  // Where each line is indented more than the one before, the text itself grows by more than four times.
  expect(growth).toBeLessThan(1.5 * Math.max(4, lengthOf(large) / lengthOf(small)));
});

it.each(['missing spaces', 'no-break spaces'])('fixes %s in linear time, times the tries', (name) => {
  const [size, make] = growing[name] ?? [0, () => ({})];
  const fix = (files: Files) => (): void => void fixProject(memoryHost({ files, cwd: '/p' }));
  fix(make(size))();
  expect(stepsOf(fix(make(size * 4))) / stepsOf(fix(make(size)))).toBeLessThan(6);
});

/** A conversion to each target, and what it became. */
function conversionOf(files: Files): () => void {
  const host = memoryHost({ files, cwd: '/p' });
  const loaded = loadProject(host);
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return () => {
    for (const target of targets) expect(convert({ host, loaded, target }).files.length).toBeGreaterThan(0);
  };
}

it.each(Object.entries(converted))('converts %s in linear time', (_, [size, make]) => {
  const [small, large] = [conversionOf(make(size)), conversionOf(make(size * 4))];
  small();
  expect(steeperThanLinear(countsOf(small), countsOf(large), size)).toEqual([]);
});

// The projects that `npm run bench` measures.
const { oneFile } = (await import('../../../scripts/bench-projects.mjs' as string)) as {
  readonly oneFile: (services: number) => Files;
};

it('does for each of 300 services of a realistic project what it does for each of 30', () => {
  const filesOf = (count: number): Files =>
    Object.fromEntries(Object.entries(oneFile(count)).map(([path, text]) => [`/p/${path}`, text]));
  const [small, large] = [filesOf(30), filesOf(300)];
  load(small)();
  expect(stepsOf(load(large)) / stepsOf(load(small))).toBeLessThan(10.5);
  const [convertSmall, convertLarge] = [conversionOf(small), conversionOf(large)];
  convertSmall();
  expect(stepsOf(convertLarge) / stepsOf(convertSmall)).toBeLessThan(11.5);
});
