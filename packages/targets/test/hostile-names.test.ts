import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { composeText, escaped, metacharacterGroups } from './hostile-text.ts';
import { hasCommand } from './script-runs.ts';
import { convertLoaded, loadFiles, unitDirectory } from './unit-runs.ts';

/** Directories that a stranger's archive may be unpacked as: units cannot hold the second, which is refused as a whole. */
const oddDirectory = 'pro ject;(touch hacked)[*]#~!{x}<>';
const hostileDirectory = `pro ject'"$(touch hacked)\`id\`\n%n;&|*\\ $HOME`;

const named = (text: string, number: number) => ({
  key: `k${text}`,
  source: `bound${text}`,
  network: `net${number}${text}`,
  volume: `vol${number}${text}`,
});

type Named = ReturnType<typeof named>;

/** Services with a text in names that are free: of keys, files, networks and volumes. */
function project(): string {
  const all = metacharacterGroups.map(named);
  const entries = (of: (one: Named, index: number) => readonly [string, unknown]) => Object.fromEntries(all.map(of));
  return composeText({
    name: 'shop',
    services: entries(({ key, source }, index) => [
      `s${index}`,
      {
        image: 'registry.example/web:1',
        logging: { driver: 'json-file', options: { [key]: 'v' } },
        networks: [`n${index}`],
        volumes: [
          { type: 'bind', source: `./${escaped(source)}`, target: '/bound' },
          { type: 'volume', source: `v${index}`, target: '/volume' },
        ],
      },
    ]),
    networks: entries(({ network, key }, index) => [
      `n${index}`,
      { name: escaped(network), driver_opts: { [key]: escaped(network) } },
    ]),
    volumes: entries(({ volume }, index) => [`v${index}`, { name: escaped(volume) }]),
  });
}

/** The words that a call of the engine has to have for each service. */
function expectWords(calls: readonly (readonly string[])[], directory: string): void {
  const creates = calls.filter(([first]) => first === 'create');
  for (const [index, { key, source, network, volume }] of metacharacterGroups.map(named).entries()) {
    const created = creates.find((words) => words.includes(`shop-s${index}-1`)) ?? [];
    expect(created).toContain(`${key}=v`);
    const mounts = created.filter((word) => word.includes('/bound') || word.includes('/volume'));
    // A colon or comma in a path takes the long form, whose fields are CSV.
    const plain = (word: string) => word.replaceAll('""', '"');
    expect(mounts.some((word) => plain(word).includes(`${directory}/${source}`))).toBe(true);
    expect(mounts.some((word) => plain(word).includes(volume))).toBe(true);
    const makes = calls.find((words) => words[0] === 'network' && words.includes('create') && words.includes(network));
    expect(makes).toContain(`${key}=${network}`);
    expect(created.some((word) => plain(word).includes(network))).toBe(true);
  }
}

/** Writes the files of the run script into a directory of that name, and runs them with an engine that notes its words. */
function scriptCalls(shell: readonly string[], above: string): readonly (readonly string[])[] {
  const directory = join(above, hostileDirectory);
  const log = join(above, 'log');
  mkdirSync(directory, { recursive: true });
  mkdirSync(log);
  mkdirSync(join(above, 'bin'));
  for (const { path, content, mode } of convertLoaded(loadFiles(project()), 'docker-run', {})) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content, { mode });
  }
  writeFileSync(join(directory, 'compose.yaml'), '');
  const engine = join(above, 'bin/docker');
  writeFileSync(
    engine,
    `#!/bin/sh\ncall=$(mktemp ${log}/XXXXXX)\nprintf '%s\\0' "$@" >"$call"\ncase $2 in inspect) exit 1 ;; esac\n`,
  );
  chmodSync(engine, 0o755);
  const [program = '', ...before] = shell;
  const ran = spawnSync(program, [...before, join(directory, 'run.sh'), 'up'], {
    encoding: 'utf8',
    cwd: above,
    env: { PATH: `${join(above, 'bin')}:${process.env['PATH']}`, HOME: above, DOCKER_CONFIG: above },
  });
  expect(ran).toMatchObject({ status: 0 });
  return readdirSync(log).map((name) => readFileSync(join(log, name), 'utf8').split('\0').slice(0, -1));
}

const shells = [['dash'], ['bash'], ['busybox', 'sh']].filter(([program = '']) => hasCommand(program));

describe.each(shells)('in a directory with a hostile name, through %s', (...shell) => {
  test('free names reach the engine byte for byte', () => {
    const above = mkdtempSync(join(tmpdir(), 'names-'));
    try {
      expectWords(scriptCalls(shell, above), '.');
      // Nothing of the names has run.
      expect(readdirSync(above).toSorted()).toEqual(['bin', 'log', hostileDirectory].toSorted());
    } finally {
      rmSync(above, { recursive: true });
    }
  });
});

test('units are installed for a directory with an odd name, and not in part for one that they cannot hold', () => {
  const units = unitDirectory(project(), 'systemd');
  const above = mkdtempSync(join(tmpdir(), 'names-'));
  const scratch = join(above, oddDirectory);
  for (const directory of [scratch, join(above, hostileDirectory)]) mkdirSync(directory);
  try {
    expect(units.install('--project-directory', join(above, hostileDirectory))).toMatchObject({ status: 1 });
    expect(units.list('/')).toEqual([]);
    expect(units.install('--project-directory', scratch)).toMatchObject({ status: 0 });
  } finally {
    units.remove();
    rmSync(above, { recursive: true });
  }
});

test('labels and annotations of Kubernetes have the text that was written', () => {
  const texts = metacharacterGroups.map((text, index) => [`k${index}`, text] as const);
  const files = convertLoaded(
    loadFiles(
      composeText({
        name: 'shop',
        services: {
          web: {
            image: 'registry.example/web:1',
            annotations: Object.fromEntries(texts.map(([key, text]) => [key, escaped(text)])),
            labels: Object.fromEntries(texts.map(([key, text]) => [`l${key}`, escaped(text)])),
            environment: Object.fromEntries(texts.map(([key, text]) => [key, escaped(text)])),
          },
        },
      }),
    ),
    'kubernetes',
    {},
  );
  const web = files.find(({ path }) => path === 'web.yaml')?.content ?? '';
  const workload = parseAllDocuments(web)
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'Deployment');
  const { metadata, spec } = workload.spec.template;
  for (const [index, [key, text]] of texts.entries()) {
    expect(metadata.annotations[key]).toBe(text);
    expect(Object.values(metadata.annotations)).toContain(text);
    const variable = spec.containers[0].env.find((one: { name: string }) => one.name === `k${index}`);
    // Kubernetes makes one dollar of two.
    expect(variable?.value.replaceAll('$$', '$')).toBe(text);
  }
});
