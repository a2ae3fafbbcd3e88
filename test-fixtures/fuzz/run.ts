import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { targets } from '@transpose/targets';
import { exampleNames, exampleTarget } from '../template-examples.ts';
import { brokenLaw } from './laws.ts';
import type { Files } from './projects.ts';
import { corpusProjects, editedProject, fixtureProjects } from './projects.ts';

/**
 * Loads, prints and converts (to each target, and by the example templates) randomly edited projects for so many seconds, and says which input broke which law.
 * `words`: SECONDS [SEED]; a seed alone is repeated with 0 seconds.
 */
export async function runFuzz(words: readonly string[], root: string): Promise<number> {
  const [seconds = 60, first = Date.now() % 2 ** 31] = words.map(Number);
  if (!Number.isFinite(seconds) || !Number.isFinite(first)) {
    console.error('use: npm run fuzz -- SECONDS [SEED]');
    return 2;
  }
  const projects = [...fixtureProjects(resolve(root, 'test-fixtures')), ...corpusProjects(root)];
  const templates = await Promise.all(exampleNames(root).map(async (example) => exampleTarget(root, example)));
  const end = Date.now() + seconds * 1000;
  const found = new Map<string, number>();
  let count = 0;
  do {
    const seed = (first + count) % 2 ** 31;
    count += 1;
    const files = editedProject(projects, seed);
    const broken = brokenLaw(files, [...targets, ...templates]);
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
