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
import { basename, join, resolve } from 'node:path';
import type { LoadResult, MemoryEntry } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';
import { caseFolders, readCase } from '../corpus/case.ts';
import { projectFixtures } from '../index.ts';
import type { Call } from './calls.ts';
import { asQuadlet, callOf, unitWords, withoutValues } from './calls.ts';

const help = `npm run units -- [DIR]…
Converts every project that loads to systemd units and Quadlet files, in several ways, and has them judged by
systemd-analyze and by Podman's generator (scripts/fetch-quadlet.sh). DIR: groups of a corpus; default ../shared/corpus/{real,wild}.`;

interface Source {
  readonly id: string;
  readonly loaded: LoadResult;
}

interface Way {
  readonly name: string;
  readonly target: 'systemd' | 'quadlet';
  readonly options: OptionValues;
}

const ways: readonly Way[] = [
  { name: 'systemd with docker', target: 'systemd', options: {} },
  {
    name: 'systemd with podman for a user',
    target: 'systemd',
    options: { engine: 'podman', scope: 'user', loose: true },
  },
  { name: 'quadlet', target: 'quadlet', options: { 'compose-labels': true } },
  { name: 'quadlet in a pod', target: 'quadlet', options: { pod: true } },
  { name: 'quadlet for podman 4.4', target: 'quadlet', options: { 'podman-version': '4.4', loose: true } },
];

/** Judges all; prints what is wrong and the counts. Gives the exit code. */
export function judgeUnits(args: readonly string[], root: string): number {
  if (args.includes('--help')) {
    console.log(help);
    return 0;
  }
  const generator = [
    process.env['QUADLET'] ?? '',
    resolve(root, 'node_modules/.cache/transpose/quadlet/usr/libexec/podman/quadlet'),
    '/usr/libexec/podman/quadlet',
  ].find((path) => path !== '' && existsSync(path));
  const groups =
    args.length > 0
      ? args.map((path) => resolve(path))
      : ['real', 'wild'].map((group) => resolve(root, '../shared/corpus', group));
  const sources = [...fixtures(root), ...groups.filter(existsSync).flatMap(corpus)];
  let failed = 0;
  for (const way of ways) {
    if (way.target === 'quadlet' && generator === undefined) {
      console.log(`skipped: ${way.name}, for there is no generator (scripts/fetch-quadlet.sh)`);
      continue;
    }
    const directory = mkdtempSync(join(tmpdir(), 'judge-'));
    try {
      const names = new Map(sources.map((source, index) => [`p${index}x`, source.id]));
      sources.forEach((source, index) => place(source, way, directory, `p${index}x`));
      const complaints = way.target === 'systemd' ? verified(directory) : generatedFrom(directory, generator ?? '');
      const bad = new Set(complaints.map((line) => names.get(/p\d+x/.exec(line)?.[0] ?? '') ?? 'all'));
      for (const line of complaints.slice(0, 20))
        console.log(`${way.name}: ${line.replace(/p\d+x/, (name) => names.get(name) ?? name)}`);
      console.log(`${way.name}: ${sources.length - bad.size} passed, ${bad.size} failed`);
      failed += bad.size;
    } finally {
      rmSync(directory, { recursive: true });
    }
  }
  if (generator !== undefined) failed += compareWords(sources, generator);
  return failed === 0 ? 0 : 1;
}

/** Holds the words that units and the generator's services hand to podman side by side; gives the number of projects where they differ. */
function compareWords(sources: readonly Source[], generator: string): number {
  const [units, , quadlet] = ways;
  if (!units || !quadlet) return 0;
  const directory = mkdtempSync(join(tmpdir(), 'judge-'));
  try {
    sources.forEach((source, index) => {
      place(source, { ...units, options: { engine: 'podman' } }, directory, `p${index}x`);
      place(source, quadlet, directory, `p${index}x`);
    });
    const ran = spawnSync(generator, ['-dryrun'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { QUADLET_UNIT_DIRS: join(directory, 'quadlet') },
    });
    const services = [...ran.stdout.matchAll(/^ExecStart=(\S*podman .*\brun --name .*)$/gm)].map(([, line = '']) =>
      callOf(unitWords(line)),
    );
    const made = unitTexts(join(directory, 'units')).flatMap((text) => {
      const lines = /^ExecStartPre=(podman (?:--runtime \S+ )?create (?:[^\n]*\\\n)*[^\n]*)/m.exec(text)?.[1];
      return lines === undefined ? [] : [callOf(unitWords(lines.replaceAll('\\\n', ' ')))];
    });
    const left = new Map(made.map((call) => [keyOf(call), comparable(call)]));
    const differing = new Map<string, string>();
    for (const call of services) {
      const text = comparable(call);
      const other = left.get(keyOf(call));
      left.delete(keyOf(call));
      if (text !== other) differing.set(keyOf(call), `\n  quadlet: ${text}\n  systemd: ${other}`);
    }
    for (const name of left.keys()) differing.set(name, 'only in the units');
    const bad = new Map(
      [...differing].map(([name, difference]) => [sources[Number(/^p(\d+)x/.exec(name)?.[1])]?.id ?? name, difference]),
    );
    for (const [id, difference] of [...bad].slice(0, 10)) console.log(`the same words: ${id}: ${difference}`);
    console.log(`the same words: ${sources.length - bad.size} passed, ${bad.size} failed`);
    return bad.size;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The project before the name, which a user may have given twice. */
const keyOf = ({ name, options }: Call): string =>
  `${options.find((one) => one.startsWith('--label com.docker.compose.project='))?.split('=')[1]} ${name}`;

const comparable = (call: Call): string => {
  const { name, options, command } = asQuadlet(withoutValues(call));
  return JSON.stringify([name, options, command]);
};

function unitTexts(directory: string): readonly string[] {
  return readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
}

function fixtures(root: string): readonly Source[] {
  return projectFixtures(resolve(root, 'test-fixtures')).map(({ name, files }) => {
    const entries = Object.entries(files).map(([path, content]): readonly [string, MemoryEntry] => [
      `/project/${path}`,
      content,
    ]);
    return {
      id: name,
      loaded: loadProject(memoryHost({ files: Object.fromEntries(entries), cwd: '/project', env: { HOME: '/root' } })),
    };
  });
}

function corpus(group: string): readonly Source[] {
  return caseFolders(group).flatMap((folder): readonly Source[] => {
    const item = readCase(folder);
    if (item.expectedErrors) return [];
    const host = memoryHost({ files: item.files, cwd: item.cwd, env: item.env });
    const loaded = loadProject(host, { files: item.args.filter((_, index) => item.args[index - 1] === '-f') });
    return loaded.project ? [{ id: item.id, loaded }] : [];
  });
}

/** Puts the files of a project where its installer would, below a directory, as project `name`. */
function place({ loaded, id }: Source, { target: targetName, options }: Way, directory: string, name: string): void {
  const target = targetNamed(targetName);
  if (!target) throw new Error(`no target ${targetName}`);
  const host = memoryHost({ files: {}, cwd: '/', env: {} });
  const { files, diagnostics } = convert({
    host,
    loaded,
    target,
    options: { ...options, 'template-names': true },
  });
  if (files.length === 0) throw new Error(`${id}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  for (const { path, content } of files) {
    const [kind = '', file = ''] = path.split('/');
    if (kind !== 'units' && kind !== 'quadlet') continue;
    const text = content
      .replaceAll(/@PROJECT_DIR(?:_\d+)?@/g, `/srv/${name}`)
      .replaceAll(/@CONFIG_DIR(?:_\d+)?@/g, `/etc/transpose/${name}`)
      .replaceAll(/@HOME(?:_\d+)?@/g, '/root')
      .replaceAll(/@PROJECT(?:_\d+)?@/g, name);
    mkdirSync(join(directory, kind), { recursive: true });
    writeFileSync(
      join(directory, kind, file.startsWith('project.') ? file.replace('project', name) : `${name}-${file}`),
      text,
    );
  }
}

/** What systemd-analyze says; it has to say nothing. Docker and podman are stubs where they are not. */
function verified(directory: string): readonly string[] {
  const bin = join(directory, 'bin');
  const units = join(directory, 'units');
  mkdirSync(bin);
  mkdirSync(join(directory, 'engine'));
  for (const engine of ['docker', 'podman']) {
    writeFileSync(join(bin, engine), '#!/bin/sh\n');
    chmodSync(join(bin, engine), 0o755);
  }
  writeFileSync(join(directory, 'engine/docker.service'), '[Service]\nExecStart=/bin/true\n');
  const list = readdirSync(units);
  const complaints: string[] = [];
  for (let from = 0; from < list.length; from += 500) {
    const paths = list.slice(from, from + 500).map((name) => join(units, name));
    const ran = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        PATH: `${bin}:${process.env['PATH']}`,
        SYSTEMD_UNIT_PATH: `${units}:${join(directory, 'engine')}:/lib/systemd/system`,
      },
    });
    const lines = `${ran.stdout}${ran.stderr}`.split('\n').filter((line) => line !== '');
    complaints.push(
      ...lines,
      ...(ran.status === 0 || lines.length > 0 ? [] : [`${basename(paths[0] ?? '')}: exit code ${ran.status}`]),
    );
  }
  return complaints;
}

/** What Podman's generator says; it has to take every file without a word. */
function generatedFrom(directory: string, generator: string): readonly string[] {
  const ran = spawnSync(generator, ['-dryrun'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { QUADLET_UNIT_DIRS: join(directory, 'quadlet') },
  });
  const lines = ran.stderr.split('\n').filter((line) => line !== '' && !line.includes('Loading source unit file'));
  return [...lines, ...(ran.status === 0 || lines.length > 0 ? [] : [`exit code ${ran.status}`])];
}
