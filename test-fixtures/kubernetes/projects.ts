import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Host, LoadOptions, LoadResult } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';
import { loadOptionsOf } from '../corpus/arguments.ts';
import { readCase } from '../corpus/case.ts';

/** A project that loads. */
export interface FoundProject {
  /** `group/name` */
  readonly id: string;
  readonly host: Host;
  readonly loaded: LoadResult;
  /** How it was loaded. */
  readonly loadOptions: LoadOptions;
  /** What `docker compose config --format json` printed; only cases of a corpus have it. */
  readonly expected: string | undefined;
}

const composeFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** The folders of all projects below a folder, sorted: cases of a corpus, and folders with a Compose file. */
export function projectFolders(folder: string): readonly string[] {
  if ([...composeFiles, 'case.json'].some((name) => existsSync(join(folder, name)))) return [resolve(folder)];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.flatMap((entry) => projectFolders(join(folder, entry.name))).sort();
}

/** The project in a folder; undefined when it does not load (a case whose reference fails, too, need not). */
export function findProject(folder: string): FoundProject | undefined {
  if (!existsSync(join(folder, 'case.json'))) {
    const host = nodeHost(folder);
    const id = `${basename(dirname(folder))}/${basename(folder)}`;
    return loadable({ id, host, loaded: loadProject(host), loadOptions: {}, expected: undefined });
  }
  const item = readCase(folder);
  if (item.expectedErrors) return undefined;
  const host = memoryHost({ files: item.files, cwd: item.cwd, env: item.env, stdin: item.stdin ?? '' });
  // Where the reference is wrong, or was asked for less than the whole project, it says nothing about the project.
  const partial = item.oracleBug || item.config.some((word) => word.startsWith('--no-'));
  const expected = partial ? undefined : item.expectedJson;
  const loadOptions = loadOptionsOf(item);
  return loadable({ id: item.id, host, loaded: loadProject(host, loadOptions), loadOptions, expected });
}

const loadable = (found: FoundProject): FoundProject | undefined => (found.loaded.project ? found : undefined);
