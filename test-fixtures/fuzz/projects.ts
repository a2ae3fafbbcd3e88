import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MemoryEntry } from '@transpose/core';
import { filesBelow, foldersIn } from '../index.ts';
import { edited } from './edit.ts';
import { randomFrom } from './random.ts';

/** A project's files by their absolute paths below `/project`. */
export type Files = Readonly<Record<string, MemoryEntry>>;

/** Our own fixtures; `root`: their folder. */
export const fixtureProjects = (root: string): readonly Files[] =>
  projectsIn(
    ['keys', 'projects', 'errors'].flatMap((kind) =>
      foldersIn(`${root}/${kind}`).map((name) => `${root}/${kind}/${name}`),
    ),
  );

/** The files of a corpus beside the repository, where there is one: all groups of it, or one. */
export function corpusProjects(root: string, only?: string): readonly Files[] {
  const corpus = resolve(root, '../shared/corpus');
  if (!existsSync(corpus)) return [];
  const groups = only === undefined ? foldersIn(corpus) : [only];
  return projectsIn(
    groups.flatMap((group) => foldersIn(`${corpus}/${group}`).map((name) => `${corpus}/${group}/${name}/project`)),
  );
}

/** The projects in folders that have a Compose file of the usual name and are not large. */
function projectsIn(folders: readonly string[]): readonly Files[] {
  return folders
    .filter((folder) => existsSync(`${folder}/compose.yaml`) && readdirSync(folder).length < 20)
    .map((folder) =>
      Object.fromEntries(Object.entries(filesBelow(folder)).map(([path, bytes]) => [`/project/${path}`, bytes])),
    );
}

/** One of the projects with a few random changes in one of its files; the same seed gives the same. */
export function editedProject(projects: readonly Files[], seed: number): Files {
  const random = randomFrom(seed);
  const files = random.pick(projects);
  const path = random.below(4) === 0 ? random.pick(Object.keys(files)) : '/project/compose.yaml';
  const text = new TextDecoder().decode(files[path] as Uint8Array);
  return { ...files, [path]: edited(text, random) };
}
