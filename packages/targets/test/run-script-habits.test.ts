import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cheapState, writeCheapEngine } from '../../../test-fixtures/engine/cheap-engine.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OptionValues } from '@transpose/targets';
import type { ScriptDirectory } from './script-runs.ts';
import { hasCommand, scriptDirectory } from './script-runs.ts';

const project = `
name: shop
services:
  web: { image: nginx, volumes: ['./data:/data'], depends_on: [db], post_start: [{ command: [warm] }] }
  db: { image: postgres }
`;

let directory: ScriptDirectory;

beforeEach(() => {
  directory = scriptDirectory(project);
  writeCheapEngine(directory.path);
});

afterEach(() => directory.remove());

/** A `docker` that prints its words, and else does nothing. */
function printingDocker(path: string): void {
  const answers = `case $1 in version) echo Client: ;; ps) case "$*" in *Names*) echo shop-web-1 ;; *) echo "$*" ;; esac ;; container) echo id ;; *) echo "$*" ;; esac`;
  writeFileSync(join(path, 'bin/docker'), `#!/bin/sh\n${answers}\n`, { mode: 0o755 });
}

describe('the options of docker compose', () => {
  test.each([
    ['logs --tail=1 --since 10m -t web', 'logs --timestamps --tail 1 --since 10m shop-web-1'],
    ['logs -n5 --no-log-prefix web', 'logs --tail 5 shop-web-1'],
    ['logs --tail all web', 'logs shop-web-1'],
    [
      'exec -T -u root -w /tmp -e A=b --env=C=d web id -u',
      'exec --interactive -u root -w /tmp -e A=b --env C=d shop-web-1 id -u',
    ],
    ['exec -Tuwww --index=2 web x', 'exec --interactive -u www shop-web-2 x'],
    ['ps -aq', '--quiet --no-trunc --all'],
    ['ps -q --status exited', '--filter status=exited'],
    ['--dry-run stop -t 3 web', 'docker stop -t 3 shop-web-1'],
    ['-p other exec -T web id', 'exec --interactive other-web-1 id'],
    ['config --services', 'db\nweb'],
    ['config --images', 'nginx\npostgres'],
  ])('%s', async (words, expected) => {
    printingDocker(directory.path);
    const { code, out, err } = await directory.run(words.split(' '));
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(expected);
  });

  test.each([
    'logs --tail x',
    'logs --tail',
    'up --scale web',
    'up --scale nothing=2',
    'up --scale=web=x',
    'up --pull sometimes',
    'up --force-recreate --no-recreate',
    'up --frobnicate',
    'up nothing',
    'stop -t soon',
    'exec --index x web id',
    'exec web',
    'down --volumes=maybe',
    'frobnicate',
    '--tail 5 logs',
    '-p No_Project up',
    '',
  ])('"%s" is a wrong use', async (words) => {
    const { code, err } = await directory.run(words.split(' ').filter((word) => word !== ''));
    expect(code).toBe(2);
    expect(err).toMatch(/usage: .*run\.sh \[OPTION/);
  });

  test('up takes --force-recreate, --no-recreate, --scale=a=2 and --remove-orphans', async () => {
    const idOf = (name: string) => directory.read(`engine/containers/${name}/id`);
    await directory.run(['up']);
    const before = idOf('shop-web-1');
    await directory.run(['up', '--scale=web=2', '-d', '--wait']);
    expect(Object.keys(cheapState(directory.path).containers)).toEqual(['shop-db-1', 'shop-web-1', 'shop-web-2']);
    expect(idOf('shop-web-1')).toBe(before);
    const db = idOf('shop-db-1');
    await directory.run(['up', '--force-recreate', 'web']);
    expect([idOf('shop-web-1') === before, idOf('shop-db-1') === db]).toEqual([false, true]);
    directory.write(
      project
        .replace('image: nginx', 'image: nginx:2')
        .replace(/ {2}db:.*\n/, '')
        .replace(', depends_on: [db]', ''),
    );
    const web = idOf('shop-web-1');
    expect((await directory.run(['up', '--no-recreate', '--remove-orphans'])).code).toBe(0);
    expect(Object.keys(cheapState(directory.path).containers)).toEqual(['shop-web-1']);
    expect(idOf('shop-web-1')).toBe(web);
  });

  test('start runs no hook of what runs', async () => {
    await directory.run(['up']);
    writeFileSync(
      join(directory.path, 'bin/docker'),
      directory.read('bin/docker').replace('  exec) ;;', '  exec) echo hook >>"$state/hooks" ;;'),
    );
    await directory.run(['start']);
    expect(() => directory.read('engine/hooks')).toThrow('ENOENT');
    await directory.run(['stop']);
    await directory.run(['start']);
    expect(directory.read('engine/hooks')).toBe('hook\n');
  });
});

describe('the place of the script', () => {
  test('is where it is behind symbolic links', async () => {
    mkdirSync(join(directory.path, 'a b/bin'), { recursive: true });
    symlinkSync('../../run.sh', join(directory.path, 'a b/bin/one'));
    symlinkSync('bin/one', join(directory.path, 'a b/shop'));
    const { code, err } = await directory.run(['up'], { script: 'a b/shop' });
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    const words = cheapState(directory.path).containers['shop-web-1']?.words;
    expect(words).toContain(`--label com.docker.compose.project.working_dir=${directory.path}`);
  });

  test('has to have the Compose file near it, where paths begin there', async () => {
    const elsewhere = scriptDirectory(project);
    writeFileSync(
      join(directory.path, 'moved.sh'),
      elsewhere.read('run.sh').replace("compose_file='compose.yaml'", 'compose_file=nowhere.yaml'),
    );
    elsewhere.remove();
    const refused = await directory.run(['up'], { script: 'moved.sh' });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('there is no nowhere.yaml');
    expect(refused.err).toContain('--project-directory DIR');
    expect(cheapState(directory.path).containers).toEqual({});
    const named = await directory.run(['--project-directory', directory.path, 'up'], { script: 'moved.sh' });
    expect(named.code).toBe(0);
    expect((await directory.run(['--project-directory', '/no/where', 'up'])).code).toBe(1);
  });
});

describe('the engine', () => {
  test.each(['up', 'down', 'ps', 'logs', 'start', 'stop', 'restart', 'pull', 'build', 'exec web id'])(
    'that does not answer is an error of %s',
    async (words) => {
      const answers = `#!/bin/sh\necho 'Client:'\necho 'Cannot connect to the daemon' >&2\nexit 1\n`;
      writeFileSync(join(directory.path, 'bin/docker'), answers, { mode: 0o755 });
      const { code, err, out } = await directory.run(words.split(' '));
      expect({ code, err, out }).toEqual({
        code: 1,
        err: 'shop: docker does not answer: Cannot connect to the daemon\n',
        out: '',
      });
    },
  );

  test('that is not there, or is another one, is named', async () => {
    expect((await directory.run(['--engine', 'no-such-engine', 'ps'])).err).toContain(
      'there is no command no-such-engine',
    );
    const podman = '#!/bin/sh\necho "Client:       Podman Engine"\n';
    writeFileSync(join(directory.path, 'bin/docker'), podman, { mode: 0o755 });
    const { code, err } = await directory.run(['up']);
    expect(code).toBe(1);
    expect(err).toContain('convert again with --engine podman');
  });
});

test.skipIf(!hasCommand('dash'))('a name alone in an env_file takes its value when the script runs', async () => {
  const compose = 'name: shop\nservices: { web: { image: nginx, env_file: [names.env] } }\n';
  const options: OptionValues = {};
  const one = scriptDirectory(compose, { SET: 'then' }, options, {
    'names.env': new TextEncoder().encode('SET\nUNSET\nNEVER\nPLAIN=x\n'),
  });
  writeCheapEngine(one.path);
  const { code } = await one.run(['up'], { env: { SET: 'now', UNSET: 'later' } });
  const words = cheapState(one.path).containers['shop-web-1']?.words ?? [];
  one.remove();
  expect({ code, env: words.filter((word) => word.startsWith('--env ')) }).toEqual({
    code: 0,
    env: ['--env PLAIN=x', '--env SET=now', '--env UNSET=later'],
  });
});
