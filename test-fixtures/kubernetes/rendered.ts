import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { OutputFile } from '@transpose/targets';
import type { FoundProject } from './projects.ts';
import { findProject, projectFolders } from './projects.ts';

/** A program that makes objects of what a target writes, and what is said of a project. */
export interface Rendering {
  readonly help: string;
  /** Below `node_modules/.cache/transpose`: `helm/helm`; absent: none is needed. */
  readonly program?: string;
  /** What is wrong with a project; undefined: there is nothing to compare, as where the kubernetes target refuses it. */
  faults(project: FoundProject, program: string): Promise<readonly string[] | undefined>;
  /** A word on what was done. */
  summary?(): string;
}

/** Judges all projects of a corpus; prints what is wrong and the counts. Gives the exit code. */
export async function judgeRendering(words: readonly string[], root: string, rendering: Rendering): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      every: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      jobs: { type: 'string', default: '2' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(rendering.help);
    return 0;
  }
  const program = join(root, 'node_modules/.cache/transpose', rendering.program ?? '');
  const given = positionals.length > 0 ? positionals : ['../shared/corpus/real', '../shared/corpus/wild'];
  const missing = [program, ...given.map((path) => resolve(root, path))].filter((path) => !existsSync(path));
  if (missing.length > 0) {
    console.log(`skipped: there is no ${missing.join(', ')}. scripts/fetch-kubectl.sh fetches kubectl and helm`);
    return positionals.length > 0 ? 2 : 0;
  }
  const folders = given
    .flatMap((path) => projectFolders(resolve(root, path)))
    .filter((_, index) => index % Number(values.every) === Number(values.from));
  const tally = { passed: 0, failed: 0, skipped: 0, unloaded: 0 };
  const queue = folders.values();
  const worker = async (): Promise<void> => {
    for (const folder of queue) {
      const project = findProject(folder);
      const faults = project && (await rendering.faults(project, program));
      if (!project) tally.unloaded += 1;
      else if (!faults) tally.skipped += 1;
      else if (faults.length === 0) tally.passed += 1;
      else tally.failed += 1;
      for (const fault of faults?.slice(0, 4) ?? []) console.log(`FAILED: ${project?.id}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
  const done = rendering.summary ? `${rendering.summary()}; ` : '';
  console.log(`${done}${tally.unloaded} projects do not load, ${tally.skipped} have nothing to compare`);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}

export function writeAll(directory: string, files: readonly OutputFile[]): void {
  for (const { path, content, mode } of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content, { mode });
  }
}

/** How objects in a normal form differ, by kind and name, in words. */
export function differencesOf(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...found.keys(), ...wanted.keys()])].flatMap((id) => {
    const [is = '', shouldBe = ''] = [found.get(id), wanted.get(id)];
    if (is === shouldBe) return [];
    if (is === '' || shouldBe === '') return [`${id} ${is === '' ? 'is missing' : 'is too much'}`];
    const at = [...is].findIndex((character, index) => character !== shouldBe[index]);
    const around = (text: string) => `…${text.slice(Math.max(at - 60, 0), at + 60)}`;
    return [`${id}: ${around(is)} instead of ${around(shouldBe)}`];
  });
}
