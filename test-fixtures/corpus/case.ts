import { existsSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { MemoryEntry } from '@transpose/core';

/** A case of the corpus: a project, how the command is called, and what the reference answered. */
export interface Case {
  /** `group/name` */
  readonly id: string;
  readonly group: string;
  /** Arguments before and after `config`. */
  readonly args: readonly string[];
  readonly config: readonly string[];
  /** Where the project lies in the memory host: `/project/…`. */
  readonly files: Readonly<Record<string, MemoryEntry>>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string | undefined;
  readonly expectedJson: string | undefined;
  readonly expectedYaml: string | undefined;
  readonly expectedErrors: readonly string[] | undefined;
  /** The reference crashes or is wrong here: whatever we do is right, as long as it is an answer. */
  readonly oracleBug: boolean;
}

/** The folders of all cases below a folder, sorted: a corpus, a group or a case. */
export function caseFolders(folder: string): string[] {
  if (existsSync(join(folder, 'case.json'))) return [resolve(folder)];
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap((entry) => caseFolders(join(folder, entry.name))).sort();
}

export const idOf = (folder: string): string => `${basename(dirname(folder))}/${basename(folder)}`;

export function readCase(folder: string): Case {
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined;
  const meta = JSON.parse(read('case.json') ?? '{}') as {
    args?: string[];
    config?: string[];
    cwd?: string;
    stdin?: boolean;
    oracleBug?: string;
    otherErrors?: string[];
    emptyDirs?: string[];
  };
  const cwd = meta.cwd ? `/project/${meta.cwd}` : '/project';
  const error = read('expected-error.txt');
  return {
    id: idOf(folder),
    group: basename(dirname(folder)),
    args: meta.args ?? [],
    config: meta.config ?? [],
    files: {
      '/dev/null': '',
      '/home/user': { kind: 'directory' },
      '/project': { kind: 'directory' },
      [cwd]: { kind: 'directory' },
      ...Object.fromEntries((meta.emptyDirs ?? []).map((path) => [`/project/${path}`, { kind: 'directory' }])),
      ...filesBelow(join(folder, 'project'), '/project'),
    },
    cwd,
    env: { HOME: '/home/user', PATH: '/usr/bin', PWD: cwd, ...variablesOf(read('env') ?? '') },
    stdin: meta.stdin ? read('stdin') : undefined,
    expectedJson: read('expected.json'),
    expectedYaml: read('expected.yaml'),
    expectedErrors: error === undefined ? undefined : [error, ...(meta.otherErrors ?? [])],
    oracleBug: meta.oracleBug !== undefined,
  };
}

export function filesBelow(folder: string, at: string): Record<string, MemoryEntry> {
  const files: Record<string, MemoryEntry> = {};
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
    const path = join(folder, entry.name);
    const place = `${at}/${entry.name}`;
    if (entry.name === '.keep') continue;
    if (entry.isSymbolicLink()) files[place] = { kind: 'link', to: readlinkSync(path) };
    else if (entry.isDirectory()) Object.assign(files, { [place]: { kind: 'directory' } }, filesBelow(path, place));
    else if (entry.isFile())
      files[place] = { kind: 'file', content: readFileSync(path), executable: (statSync(path).mode & 0o100) !== 0 };
  }
  return files;
}

/** `KEY=VALUE` lines, values literal. */
function variablesOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.includes('='));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
