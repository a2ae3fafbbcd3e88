import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { FakeEngine } from '../../../test-fixtures/engine/fake-engine.ts';
import { fakeEngine } from '../../../test-fixtures/engine/fake-engine.ts';
import type { OptionValues } from '@transpose/targets';
import { libraryVersion, printLibrary } from '../src/docker-run/script/library.ts';
import type { RunSettings, ScriptDirectory } from './script-runs.ts';
import { hasCommand, scriptDirectory } from './script-runs.ts';

const shop = (value: string, password = "pa$$s w''ord") => `
name: shop
services:
  web:
    image: nginx
    environment: { VALUE: '${value}' }
    volumes: [data:/data]
    scale: 2
    depends_on: { db: { condition: service_healthy }, job: { condition: service_completed_successfully } }
  db:
    image: postgres
    environment: { POSTGRES_PASSWORD: '${password}', KEY_SECRET: "two\\nlines" }
    healthcheck: { test: [CMD, pg_isready] }
  job: { image: job, build: . }
  backup: { image: job, x-transpose: { schedule: '0 3 * * *' } }
networks: { default: }
volumes: { data: }
`;

const shells = [['sh'], ['bash'], ['busybox', 'sh']].filter(([program = '']) => hasCommand(program));

let directory: ScriptDirectory | undefined;
let engine: FakeEngine | undefined;

afterEach(async () => {
  await engine?.close();
  directory?.remove();
  engine = directory = undefined;
});

/** A short script beside an engine of its own. */
async function started(compose: string, broken = new Set<string>(), options: OptionValues = { style: 'short' }) {
  const made = scriptDirectory(compose, {}, options);
  directory = made;
  const socket = join(made.path, 'engine.sock');
  const running = await fakeEngine({ socket, broken });
  engine = running;
  return {
    ...made,
    engine: running,
    write: (text: string) => made.write(text, {}, options),
    async done(words: readonly string[], settings: RunSettings = {}) {
      const from = running.requests.length;
      const run = await made.run(words, { ...settings, env: { DOCKER_HOST: `unix://${socket}`, ...settings.env } });
      const requests = running.requests.slice(from);
      return { ...run, requests, did: requests.map(({ kind, name }) => `${kind} ${name}`) };
    },
  };
}

describe.skipIf(!hasCommand('docker'))('the short script', { timeout: 120_000 }, () => {
  test('starts the project in order, and does nothing the second time', async () => {
    const { done } = await started(shop('1'));
    const { did, code, requests } = await done(['up']);
    expect({ did, code }).toEqual({
      did: [
        'network shop_default',
        'volume shop_data',
        'container shop-db-1',
        'start shop-db-1',
        'container shop-job-1',
        'start shop-job-1',
        'container shop-web-1',
        'start shop-web-1',
        'container shop-web-2',
        'start shop-web-2',
      ],
      code: 0,
    });
    expect(requests[2]?.body?.['Env']).toEqual(["POSTGRES_PASSWORD=pa$s w'ord", 'KEY_SECRET=two\nlines']);
    expect((await done(['up'])).did).toEqual([]);
  });

  test.each(['options', 'a secret'])('replaces the containers whose %s changed, and no other', async (what) => {
    const { done, write } = await started(shop('1'));
    await done(['up']);
    write(what === 'options' ? shop('2') : shop('1', 'other'));
    const { did, code } = await done(['up']);
    const replaced = (name: string) => [`stop ${name}`, `remove ${name}`, `container ${name}`, `start ${name}`];
    expect({ did, code }).toEqual({
      did: what === 'options' ? [...replaced('shop-web-1'), ...replaced('shop-web-2')] : replaced('shop-db-1'),
      code: 0,
    });
  });

  test('does not replace what has data in a volume without a name', async () => {
    const compose = (value: string) =>
      `name: shop\nservices: { db: { image: a, environment: { A: '${value}' }, volumes: [/data] } }\n`;
    const { done, write } = await started(compose('1'));
    await done(['up']);
    write(compose('2'));
    const { did, code, err } = await done(['up']);
    expect({ did, code }).toEqual({ did: [], code: 1 });
    expect(err).toContain('shop-db-1 changed, and has data in a volume without a name');
  });

  test('starts what was stopped, and goes on after a failed start', async () => {
    const broken = new Set(['shop-db-1']);
    const { done } = await started(shop('1'), broken);
    const { code, did } = await done(['up']);
    expect(code).not.toBe(0);
    expect(did.at(-1)).toBe('start shop-db-1');
    broken.clear();
    expect((await done(['up'])).did).toEqual(expect.arrayContaining(['start shop-db-1', 'start shop-web-2']));
  });

  test('removes its containers and networks, with -v its volumes; run starts what has a schedule', async () => {
    const {
      done,
      engine: { containers },
    } = await started(shop('1'));
    await done(['up']);
    expect((await done(['run', 'backup'])).did).toEqual(['container shop-backup-1', 'start shop-backup-1']);
    expect((await done(['down', '-v'])).did.slice(-2)).toEqual([
      'remove network shop_default',
      'remove volume shop_data',
    ]);
    expect(containers.size).toBe(0);
  });

  test('says how it is used', async () => {
    const { done } = await started(shop('1'));
    const { code, err } = await done(['down', 'web']);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/usage: .*run\.sh up \| build \| down \[-v\]/),
    });
  });

  test.each(shells)('keeps secret values out of arguments with %s', async (...shell) => {
    const { done, path } = await started(shop('1'));
    const log = join(path, 'words');
    writeFileSync(
      join(path, 'bin/docker'),
      `#!/bin/sh\nprintf '%s\\n' "$@" >>"${log}"\nexec /usr/bin/env PATH="\${PATH#*:}" docker "$@"\n`,
    );
    chmodSync(join(path, 'bin/docker'), 0o755);
    const { out, err, code } = await done(['up'], { shell });
    expect(code).toBe(0);
    for (const text of [readFileSync(log, 'utf8'), out, err]) expect(text).not.toMatch(/w'ord|two\nlines/);
  });

  test('without its Compose file it does nothing', async () => {
    const { done, path } = await started(shop('1').replace('data:/data', './data:/data'));
    execFileSync('mv', [join(path, 'compose.yaml'), join(path, 'other.yaml')]);
    const { code, err, did } = await done(['up']);
    expect({ code, did }).toEqual({ code: 1, did: [] });
    expect(err).toContain('there is no compose.yaml beside this script or above it');
  });
});

test('logs -f of the short script leaves no followers', { timeout: 60_000 }, async () => {
  const made = scriptDirectory(
    'name: shop\nservices: { web: { image: a }, db: { image: b } }\n',
    {},
    { style: 'short' },
  );
  directory = made;
  expect(await followersLeft(made)).toEqual([]);
});

test('nor does that of the script', { timeout: 60_000 }, async () => {
  const made = scriptDirectory('name: shop\nservices: { web: { image: a }, db: { image: b } }\n');
  directory = made;
  expect(await followersLeft(made, '--no-log-prefix')).toEqual([]);
  expect(await followersLeft(made)).toEqual([]);
});

/** Those that are there after `logs -f` was interrupted. Each ignores what it may, and says no second line. */
async function followersLeft({ path, run }: ScriptDirectory, option = ''): Promise<readonly string[]> {
  const followers = join(path, 'followers');
  writeFileSync(
    join(path, 'bin/docker'),
    `#!/bin/sh
case $1 in
  version) echo Client: ;;
  ps) case "$*" in *service=web*) echo shop-web-1 ;; *service=db*) echo shop-db-1 ;; *) printf 'shop-web-1\\nshop-db-1\\n' ;; esac ;;
  logs)
    echo "a line"
    echo $$ >>"${followers}"
    exec sleep 60
    ;;
esac
`,
    { mode: 0o755 },
  );
  writeFileSync(followers, '');
  const pids = () =>
    readFileSync(followers, 'utf8')
      .trim()
      .split('\n')
      .filter((pid) => pid !== '');
  const interrupt = (async () => {
    while (pids().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  })();
  const { out } = await run(['logs', '-f', ...(option === '' ? [] : [option])], { interrupt });
  expect(out).toContain(option === '' ? 'shop-db-1 | a line' : 'a line');
  const isLeft = (pid: string) =>
    existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] !== 'Z';
  return pids().filter(isLeft);
}

describe('a script with a shared library', { timeout: 120_000 }, () => {
  const libraryOf = ({ path }: ScriptDirectory) => join(path, 'transpose-run.sh');
  const options = { style: 'shared', library: true };

  test('says where the library is missing, and that it is older', async () => {
    const made = scriptDirectory(shop('1'), {}, options);
    directory = made;
    const missing = await made.run(['--help'], { env: { TRANSPOSE_LIBRARY: '/nowhere/run.sh' } });
    expect({ code: missing.code, err: missing.err }).toEqual({
      code: 1,
      err: expect.stringContaining('the library /nowhere/run.sh is missing: write it with'),
    });
    writeFileSync(join(made.path, 'old.sh'), 'transpose_run=0\n');
    const old = await made.run(['up'], { env: { TRANSPOSE_LIBRARY: join(made.path, 'old.sh') } });
    expect({ code: old.code, err: old.err }).toEqual({ code: 1, err: expect.stringMatching(/is older .* version 0/) });
  });

  test('needs no HOME, which services of the system do not have', () => {
    const made = scriptDirectory(shop('1'), {}, options);
    directory = made;
    const { stderr } = spawnSync('sh', [join(made.path, 'run.sh'), '--help'], { env: { PATH: '/usr/bin:/bin' } });
    expect(stderr.toString()).not.toContain('HOME');
  });

  test('does what the script does that has its functions within', async () => {
    const words = [['--dry-run', 'up'], ['--dry-run', 'down', '-v'], ['--help'], ['--dry-run', 'restart']];
    const made = scriptDirectory(shop('${VALUE:-1}'), {}, options);
    directory = made;
    const env = { TRANSPOSE_LIBRARY: libraryOf(made) };
    const printed = async () => {
      const runs = await Promise.all(words.flatMap((word) => shells.map((shell) => made.run(word, { env, shell }))));
      expect(runs.filter(({ code }) => code !== 0)).toEqual([]);
      return runs.map(({ out }) => out);
    };
    const shared = await printed();
    made.write(shop('${VALUE:-1}'));
    expect(made.read('run.sh')).not.toContain('TRANSPOSE_LIBRARY');
    expect(await printed()).toEqual(shared);
  });

  test('has a version of its own', () => {
    // Scripts and the library are installed apart: once a version is released, another text is another version.
    const digest = createHash('sha256').update(printLibrary()).digest('hex').slice(0, 12);
    expect([libraryVersion, digest]).toEqual([1, 'ad4ae8a88c8e']);
  });
});

test.skipIf(!hasCommand('shellcheck'))('all styles pass shellcheck', { timeout: 60_000 }, () => {
  for (const style of ['short', 'shared', 'lines']) {
    for (const name of ['docker', 'podman']) {
      const made = scriptDirectory(
        shop('1'),
        {},
        { style, engine: name, ...(style === 'shared' && { library: true }) },
      );
      try {
        const files = ['run.sh', ...(style === 'shared' ? ['transpose-run.sh'] : [])].map((file) =>
          join(made.path, file),
        );
        expect(() => execFileSync('shellcheck', ['--norc', ...files], { encoding: 'utf8' })).not.toThrow();
      } finally {
        made.remove();
      }
    }
  }
});
