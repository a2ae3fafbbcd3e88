import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MemoryEntry } from '@transpose/core';
import { memoryHost } from '@transpose/core';
import type { Account } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';
import { convertLoaded, commandsOf, generated, loadFiles, unitDirectory } from './unit-runs.ts';

/** What a target does with an engine. */
export interface EngineRun {
  /** The words of each call. */
  readonly calls: readonly (readonly string[])[];
  /** The contents of files for containers. */
  readonly contents: readonly string[];
  /** `NAME=VALUE` of files that variables come from. */
  readonly variables: readonly string[];
  readonly account: Account;
  /** Where the engine was called, where that is known. */
  readonly places: readonly string[];
}

/** What of a project a target does not carry as it is. */
export const accountOf = (files: Files, name: string): Account => {
  const target = targetNamed(name);
  if (!target) throw new Error(name);
  return convert({ host: memoryHost({ files: {} }), loaded: loadFiles(files), target }).account;
};

/** The variables of a file for `EnvironmentFile=`; a shell that sources it reads the same. */
export function variablesOf(file: string): readonly string[] {
  const script = 'set -a; . "$1"; env -0';
  const path = join(mkdtempSync(join(tmpdir(), 'env-')), 'env');
  writeFileSync(path, file);
  const ran = spawnSync('env', ['-i', 'PATH=/usr/bin:/bin', 'dash', '-c', script, 'dash', path], { encoding: 'utf8' });
  rmSync(join(path, '..'), { recursive: true });
  return ran.stdout.split('\0').slice(0, -1);
}

type Files = Readonly<Record<string, MemoryEntry>> | string;

/** Writes the run script into a directory and runs it with an engine that notes its words, and what is copied into containers. */
export function scriptRun(files: Files, directory: string, above: string, shell: readonly string[]): EngineRun {
  const log = join(above, 'log');
  for (const one of [directory, log, join(above, 'bin')]) mkdirSync(one, { recursive: true });
  for (const { path, content, mode } of convertLoaded(loadFiles(files), 'docker-run', {})) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content, { mode });
  }
  writeFileSync(join(directory, 'compose.yaml'), '');
  const engine = join(above, 'bin/docker');
  writeFileSync(
    engine,
    `#!/bin/sh
call=$(mktemp ${log}/XXXXXX)
printf '%s\\0' "$@" >"$call"
printf %s "$PWD" >"$call.place"
case "$1 $3" in 'cp -') cat >"$call.tar" ;; esac
case $2 in inspect) exit 1 ;; esac
`,
  );
  chmodSync(engine, 0o755);
  const [program = '', ...before] = shell;
  const ran = spawnSync(program, [...before, join(directory, 'run.sh'), 'up'], {
    encoding: 'utf8',
    cwd: above,
    env: { PATH: `${join(above, 'bin')}:${process.env['PATH']}`, HOME: above, DOCKER_CONFIG: above },
  });
  if (ran.status !== 0) throw new Error(ran.stderr);
  const names = readdirSync(log);
  return {
    calls: names
      .filter((name) => !/\.(?:tar|place)$/.test(name))
      .map((name) => readFileSync(join(log, name), 'utf8').split('\0').slice(0, -1)),
    contents: names
      .filter((name) => name.endsWith('.tar'))
      .map((name) => spawnSync('tar', ['-xOf', join(log, name)], { encoding: 'utf8' }).stdout),
    variables: [],
    account: accountOf(files, 'docker-run'),
    places: names.filter((name) => name.endsWith('.place')).map((name) => readFileSync(join(log, name), 'utf8')),
  };
}

/** Installs the units, and reads the commands as systemd does. */
export function unitsRun(files: Files, directory?: string): EngineRun {
  const units = unitDirectory(files, 'systemd');
  try {
    const installed = units.install(...(directory === undefined ? [] : ['--project-directory', directory]));
    if (installed.status !== 0) throw new Error(installed.err);
    const system = '/etc/systemd/system';
    const names = units.list(system).filter((name) => name.endsWith('.service'));
    const config = units
      .list('/etc/transpose/shop')
      .map((name) => [name, units.read(`/etc/transpose/shop/${name}`) ?? ''] as const);
    return {
      calls: names.flatMap((name) => commandsOf(units.read(`${system}/${name}`) ?? '')),
      contents: config.map(([, content]) => content),
      variables: config.flatMap(([name, content]) => (name.endsWith('.env') ? variablesOf(content) : [])),
      account: accountOf(files, 'systemd'),
      places: [],
    };
  } finally {
    units.remove();
  }
}

/** What systemd fills in for words that Podman's generator cannot hand on. */
const filledIn = (word: string): string => ({ '${TRANSPOSE_SEMICOLON}': ';', '${TRANSPOSE_EMPTY}': '' })[word] ?? word;

/** Installs the Quadlet files, and reads what Podman's generator makes of them as systemd does. */
export function quadletRun(files: Files, directory?: string): EngineRun {
  const quadlets = unitDirectory(files, 'quadlet');
  try {
    const installed = quadlets.install(...(directory === undefined ? [] : ['--project-directory', directory]));
    if (installed.status !== 0) throw new Error(installed.err);
    const { units, complaints } = generated(quadlets.at('/etc/containers/systemd'));
    if (complaints !== '') throw new Error(complaints);
    const folder = join(quadlets.path, 'units/secrets');
    return {
      calls: [...units.values()].flatMap((unit) => commandsOf(unit).map((words) => words.map(filledIn))),
      contents: (existsSync(folder) ? readdirSync(folder) : []).map((name) => readFileSync(join(folder, name), 'utf8')),
      variables: [],
      account: accountOf(files, 'quadlet'),
      places: [],
    };
  } finally {
    quadlets.remove();
  }
}
