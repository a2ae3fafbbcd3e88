import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MemoryEntry } from '@transpose/core';
import { filesBelow, foldersIn } from '../index.ts';
import { edited } from './edit.ts';
import { brokenLaw } from './laws.ts';
import { randomFrom } from './random.ts';

type Files = Readonly<Record<string, MemoryEntry>>;

/**
 * Loads, prints and converts randomly edited projects for so many seconds, and says which input broke which law.
 * `words`: SECONDS [SEED]; a seed alone is repeated with 0 seconds.
 */
export function runFuzz(words: readonly string[], root: string): number {
  const [seconds = 60, first = Date.now() % 2 ** 31] = words.map(Number);
  if (!Number.isFinite(seconds) || !Number.isFinite(first)) {
    console.error('use: npm run fuzz -- SECONDS [SEED]');
    return 2;
  }
  const projects = seedsIn(root);
  const end = Date.now() + seconds * 1000;
  const found = new Map<string, number>();
  let count = 0;
  do {
    const seed = (first + count) % 2 ** 31;
    count += 1;
    const files = editedProject(projects, seed);
    const broken = brokenLaw(files);
    if (broken === undefined) continue;
    // One report for all inputs that break the same law in the same way.
    const kind = broken.split('\n').slice(0, 2).join('\n');
    found.set(kind, (found.get(kind) ?? 0) + 1);
    if (found.get(kind) === 1) console.log(`seed ${seed}: ${broken}\n  input: ${kept(root, seed, files)}`);
  } while (Date.now() < end);
  const failed = [...found.values()].reduce((sum, times) => sum + times, 0);
  console.log(`${count - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** The projects to edit: our fixtures, and the public files of a corpus where there is one. */
function seedsIn(root: string): readonly Files[] {
  const fixtures = resolve(root, 'test-fixtures');
  const corpus = resolve(root, '../shared/corpus');
  const folders = [
    ...['keys', 'projects', 'errors'].flatMap((kind) =>
      foldersIn(`${fixtures}/${kind}`).map((name) => `${fixtures}/${kind}/${name}`),
    ),
    ...(existsSync(corpus)
      ? foldersIn(corpus).flatMap((group) =>
          foldersIn(`${corpus}/${group}`).map((name) => `${corpus}/${group}/${name}/project`),
        )
      : []),
  ];
  return folders
    .filter((folder) => existsSync(`${folder}/compose.yaml`) && readdirSync(folder).length < 20)
    .map((folder) =>
      Object.fromEntries(Object.entries(filesBelow(folder)).map(([path, bytes]) => [`/project/${path}`, bytes])),
    );
}

function editedProject(projects: readonly Files[], seed: number): Files {
  const random = randomFrom(seed);
  const files = random.pick(projects);
  const path = random.below(4) === 0 ? random.pick(Object.keys(files)) : '/project/compose.yaml';
  const text = new TextDecoder().decode(files[path] as Uint8Array);
  return { ...files, [path]: edited(text, random) };
}

/** Writes an input down, and says where. */
function kept(root: string, seed: number, files: Files): string {
  const folder = resolve(root, 'node_modules/.cache/transpose/fuzz', String(seed));
  for (const [path, content] of Object.entries(files)) {
    const place = resolve(folder, path.slice('/project/'.length));
    mkdirSync(resolve(place, '..'), { recursive: true });
    writeFileSync(place, content as string | Uint8Array);
  }
  return folder;
}
