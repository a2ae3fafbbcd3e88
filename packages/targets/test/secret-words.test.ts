import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { allMetacharacters, composeText, escaped } from './hostile-text.ts';
import { hasManager } from './systemd-manager.ts';
import { commandsOf, generated, quadletGenerator, unitDirectory } from './unit-runs.ts';
import type { UnitDirectory } from './unit-runs.ts';

/** A value with each metacharacter; `x` keeps them apart. */
const secret = `x${allMetacharacters.join('x')}x`;

/** A secret in each place whose words an engine is given. Variables of the container have names that a secret could have. */
const project = composeText({
  name: 'shop',
  services: {
    web: {
      image: 'registry.example/web:1',
      command: ['run', `--password=${escaped(secret)}`, '--password', escaped(secret)],
      labels: { 'db.password': escaped(secret) },
      environment: { SECRET_DB_PASSWORD: 'mine', SECRET_PASSWORD: 'mine' },
      volumes: ['data:/data'],
      networks: { lan: { driver_opts: { password: escaped(secret) } } },
    },
  },
  networks: { lan: { driver_opts: { password: escaped(secret) } } },
  volumes: { data: { driver_opts: { password: escaped(secret) } } },
});

/** The variables that `EnvironmentFile=` gives; a shell that sources the file reads the same. */
function environmentOf(directory: UnitDirectory, unit: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, path = ''] of unit.matchAll(/^EnvironmentFile=(.*)$/gm)) {
    const file = directory.at(path.slice(path.lastIndexOf('/etc/')));
    const ran = spawnSync('env', ['-i', '/bin/sh', '-c', 'set -a; . "$1"; exec env -0', 'sh', file], {
      encoding: 'utf8',
    });
    for (const line of ran.stdout.split('\0'))
      values.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1));
  }
  return values;
}

/** The commands of a unit as systemd starts them: `${NAME}` is exactly the value. */
function started(directory: UnitDirectory, unit: string): readonly (readonly string[])[] {
  const values = environmentOf(directory, unit);
  expect(unit).not.toContain(secret.slice(0, 4));
  return commandsOf(unit).map((words) =>
    words.map((word) => word.replaceAll(/\$\{(SECRET_\w+)\}/g, (_, name: string) => values.get(name) ?? '')),
  );
}

/** What is right in all forms of the container's command. */
function expectContainer(words: readonly string[] | undefined): void {
  expect(words?.slice(-4)).toEqual(['run', `--password=${secret}`, '--password', secret]);
  expect(words).toContain(`db.password=${secret}`);
}

/** One line of CSV, as Go and Python read it alike. */
function csvFields(line: string): readonly string[] {
  const script =
    'import csv, io, json, sys; print(json.dumps(next(csv.reader(io.StringIO(sys.stdin.read(), newline="")))))';
  return JSON.parse(spawnSync('python3', ['-c', script], { input: line, encoding: 'utf8' }).stdout) as string[];
}

describe.skipIf(!hasManager)('secrets in commands arrive byte for byte', () => {
  test('through units', { timeout: 60_000 }, () => {
    const directory = unitDirectory(project, 'systemd');
    try {
      expect(directory.install()).toMatchObject({ status: 0 });
      const read = (name: string) =>
        started(directory, directory.read(`/etc/systemd/system/shop-${name}.service`) ?? '');
      const container = read('web-1').find((words) => words.includes('create'));
      expectContainer(container);
      expect(csvFields(container?.[container.indexOf('--network') + 1] ?? '')).toContain(
        `driver-opt=password=${secret}`,
      );
      for (const name of ['lan-network', 'data-volume'])
        expect(read(name).find((words) => words.includes('create'))).toContain(`password=${secret}`);
    } finally {
      directory.remove();
    }
  });

  test.skipIf(quadletGenerator === undefined)('through Quadlet files', { timeout: 60_000 }, () => {
    const directory = unitDirectory(project, 'quadlet');
    try {
      expect(directory.install()).toMatchObject({ status: 0 });
      const { units, complaints } = generated(directory.at('/etc/containers/systemd'));
      expect(complaints).toBe('');
      const read = (name: string) => started(directory, units.get(`shop-${name}.service`) ?? '');
      expectContainer(read('web-1').find((words) => words.includes('run') && words.includes('--name')));
      for (const name of ['lan-network', 'data-volume'])
        expect(read(name).find((words) => words.includes('create'))).toContain(`password=${secret}`);
    } finally {
      directory.remove();
    }
  });
});
