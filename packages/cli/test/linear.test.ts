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

/** Loaded in more than linear time today: to be mended, and then taken out here. */
const steepLoads = ['nesting', 'nesting with an error'];

it.each(Object.entries(growing).filter(([name]) => !steepLoads.includes(name)))(
  'loads %s in linear time',
  (_, [size, make]) => {
    const [small, large] = [make(size), make(size * 4)];
    // What is done once is done before.
    load(small)();
    const growth = stepsOf(load(large)) / stepsOf(load(small));
    expect(growth).toBeLessThan(6);
  },
);

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

/** Files with functions that take more than linear time today: to be mended, and then taken out here. */
const steepFiles = [
  'kubernetes/checksum.ts',
  'kubernetes/copy-data/pods.ts',
  'kubernetes/hosts.ts',
  'kubernetes/hosts/host-texts.ts',
  'kubernetes/network-groups.ts',
  'kubernetes/plan.ts',
  'kubernetes/shared-pod.ts',
  'kubernetes/storage/claims.ts',
  'unit-plan/unit-secrets.ts',
];

it.each(Object.entries(converted))('converts %s in linear time', (_, [size, make]) => {
  const [small, large] = [conversionOf(make(size)), conversionOf(make(size * 4))];
  small();
  const steep = steeperThanLinear(countsOf(small), countsOf(large), size);
  expect(steep.filter((place) => !steepFiles.some((file) => place.includes(`/${file}:`)))).toEqual([]);
});
