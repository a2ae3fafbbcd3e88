import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeEngine, Recorded } from '../../../test-fixtures/engine/fake-engine.ts';
import { fakeEngine } from '../../../test-fixtures/engine/fake-engine.ts';
import { afterEach, describe, expect, test } from 'vitest';
import type { RunSettings, ScriptDirectory } from './script-runs.ts';
import { hasCommand, scriptDirectory } from './script-runs.ts';

const stack = (value: string) => `
name: shop
services:
  web:
    image: nginx
    environment: { VALUE: '${value}' }
    volumes: [/cache, data:/data]
    depends_on: { db: { condition: service_healthy } }
  db:
    image: postgres
    environment: { POSTGRES_PASSWORD: 'pa$$s w''ord' }
    healthcheck: { test: [CMD, pg_isready] }
volumes: { data: }
`;

let directory: ScriptDirectory | undefined;
let engine: FakeEngine | undefined;

afterEach(async () => {
  await engine?.close();
  directory?.remove();
  engine = directory = undefined;
});

/** A project beside an engine of its own; gives a function that runs the script and what it made the engine do. */
async function project(compose: string, broken = new Set<string>(), env: Readonly<Record<string, string>> = {}) {
  const made = scriptDirectory(compose, env);
  directory = made;
  const socket = join(made.path, 'engine.sock');
  const started = await fakeEngine({ socket, broken });
  engine = started;
  return {
    ...made,
    engine: started,
    async done(words: readonly string[], settings: RunSettings = {}) {
      const before = started.requests.length;
      const run = await made.run(words, { ...settings, env: { DOCKER_HOST: `unix://${socket}`, ...settings.env } });
      return { ...run, did: started.requests.slice(before).map(line), requests: started.requests.slice(before) };
    },
  };
}

/** A docker that writes its arguments down. */
function loggingDocker(path: string, log: string): void {
  writeFileSync(
    join(path, 'bin/docker'),
    `#!/bin/sh\nprintf '%s\\n' "$@" >>"${log}"\nexec /usr/bin/env PATH="\${PATH#*:}" docker "$@"\n`,
    { mode: 0o755 },
  );
}

const line = ({ kind, name }: Recorded): string => `${kind} ${name}`;

// Each run calls the docker command a dozen times.
describe.skipIf(!hasCommand('docker'))('the run script', { timeout: 120_000 }, () => {
  test('makes what is missing, and nothing the second time', async () => {
    const { done } = await project(stack('1'));
    const first = await done(['up']);
    expect(first.did).toEqual([
      'network shop_default',
      'volume shop_data',
      'container shop-db-1',
      'start shop-db-1',
      'container shop-web-1',
      'start shop-web-1',
    ]);
    expect(first.code).toBe(0);
    expect((await done(['up'])).did).toEqual([]);
  });

  test('makes only what changed anew, with its anonymous volumes', async () => {
    const { done, write } = await project(stack('1'));
    await done(['up']);
    write(stack('2'));
    const { did, requests, code } = await done(['up']);
    expect(did).toEqual([
      'stop shop-web-1',
      'rename shop-web-1',
      'container shop-web-1',
      'start shop-web-1',
      'remove shop-web-1.old',
    ]);
    const host = requests[2]?.body?.['HostConfig'] as { Mounts: { Source?: string; Target: string }[] };
    expect(host.Mounts).toMatchObject([{ Target: '/cache', Source: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(code).toBe(0);
  });

  test('says that a network and a volume stay as they are when their options change, until they are made anew', async () => {
    const text = (subnet: string, device: string) =>
      `name: shop
services: { web: { image: nginx, volumes: ["data:/data"] } }
networks: { default: { ipam: { config: [{ subnet: ${subnet} }] } } }
volumes: { data: { driver_opts: { type: nfs, device: "${device}" } } }
`;
    const { done, write } = await project(text('10.7.1.0/24', 'a:/x'));
    await done(['up']);
    write(text('10.7.2.0/24', 'b:/x'));
    const changed = await done(['up']);
    expect(changed.did).toEqual([]);
    expect(changed.err).toMatch(/the network shop_default stays as it is.*down and up/);
    expect(changed.err).toMatch(/the volume shop_data stays as it is/);
    await done(['down', '-v']);
    await done(['up']);
    const { err } = await done(['up']);
    expect(err).not.toContain('stays as it is');
  });

  test('goes back to the old container when the new one does not start', async () => {
    const broken = new Set<string>();
    const {
      done,
      write,
      engine: { containers },
    } = await project(stack('1'), broken);
    await done(['up']);
    const old = [...containers.values()].find(({ name }) => name === 'shop-web-1');
    write(stack('2'));
    broken.add('shop-web-1');
    const { did, code, err } = await done(['up']);
    expect(code).not.toBe(0);
    expect(err).toContain('going back to shop-web-1 as it was');
    expect(did.slice(-3)).toEqual(['remove shop-web-1', 'rename shop-web-1.old', 'start shop-web-1']);
    expect([...containers.values()].find(({ name }) => name === 'shop-web-1')).toBe(old);
    expect(containers.size).toBe(2);
  });

  test('keeps secret values out of arguments, of itself and of its words', async () => {
    const { done, path, read } = await project(stack('1'));
    const log = join(path, 'words');
    loggingDocker(path, log);
    const { requests, out, err } = await done(['up']);
    const db = requests.find(({ kind, name }) => kind === 'container' && name === 'shop-db-1');
    expect(db?.body?.['Env']).toEqual(["POSTGRES_PASSWORD=pa$s w'ord"]);
    for (const text of [read('run.sh'), readFileSync(log, 'utf8'), out, err]) expect(text).not.toContain("w'ord");
    expect(readFileSync(log, 'utf8')).toContain('--env-file\n/dev/stdin\n');
  });

  test('runs projects of two names side by side, and removes what belongs to one', async () => {
    const {
      done,
      engine: { containers },
    } = await project(stack('1'));
    await done(['up']);
    expect((await done(['-p', 'other', 'up'])).did).toContain('container other-web-1');
    const { did } = await done(['-p', 'other', 'down', '-v']);
    expect(did).toEqual([
      'stop other-web-1',
      'remove other-web-1',
      'stop other-db-1',
      'remove other-db-1',
      'remove network other_default',
      'remove volume other_data',
    ]);
    expect([...containers.values()].map(({ name }) => name)).toEqual(['shop-db-1', 'shop-web-1']);
    expect((await done(['down'])).did).not.toContain('remove volume shop_data');
  });

  test('scales up and down', async () => {
    const { done } = await project('name: shop\nservices: { web: { image: nginx } }\n');
    expect((await done(['up', '--scale', 'web=3'])).did).toContain('container shop-web-3');
    expect((await done(['up'])).did).toEqual([
      'stop shop-web-2',
      'remove shop-web-2',
      'stop shop-web-3',
      'remove shop-web-3',
    ]);
  });

  test('starts a service with what it needs, and stops in the other order', async () => {
    const { done } = await project(`${stack('1')}\n`.replace('  db:', '  alone: { image: busybox }\n  db:'));
    expect((await done(['up', 'web'])).did.filter((one) => one.startsWith('start'))).toEqual([
      'start shop-db-1',
      'start shop-web-1',
    ]);
    expect((await done(['stop'])).did).toEqual(['stop shop-web-1', 'stop shop-db-1']);
  });

  test('makes a container anew when the one that it shares with was', async () => {
    const shared = (value: string) =>
      `name: shop\nservices:\n  base: { image: a, environment: { V: '${value}' } }\n  side: { image: b, network_mode: 'service:base' }\n`;
    const { done, write } = await project(shared('1'));
    await done(['up']);
    write(shared('2'));
    expect((await done(['up'])).did.filter((one) => one.startsWith('container'))).toEqual([
      'container shop-base-1',
      'container shop-side-1',
    ]);
  });

  test('takes variables from the environment, else from .env, and makes anew what they change', async () => {
    const compose = `
name: shop
services:
  web: { image: 'nginx:\${TAG:-latest}', environment: { API_TOKEN: '\${TOKEN:-}' } }
  db: { image: postgres }
`;
    const { done, path, read } = await project(compose);
    const log = join(path, 'words');
    loggingDocker(path, log);
    const image = (requests: readonly Recorded[]) =>
      requests.find(({ kind, name }) => kind === 'container' && name === 'shop-web-1')?.body?.['Image'];
    expect(image((await done(['up'])).requests)).toBe('nginx:latest');
    writeFileSync(join(path, '.env'), 'TAG="1.2" # the newest\nTOKEN=\'s3 $cret\'\n');
    const changed = await done(['up']);
    expect([image(changed.requests), changed.did.filter((one) => one.startsWith('container'))]).toEqual([
      'nginx:1.2',
      ['container shop-web-1'],
    ]);
    expect(changed.requests.find(({ kind }) => kind === 'container')?.body?.['Env']).toEqual(['API_TOKEN=s3 $cret']);
    expect((await done(['up'])).did).toEqual([]);
    expect(image((await done(['up'], { env: { TAG: '1.3' } })).requests)).toBe('nginx:1.3');
    writeFileSync(join(path, 'other.env'), 'TAG=1.4\n');
    expect(image((await done(['--env-file', 'other.env', 'up'])).requests)).toBe('nginx:1.4');
    for (const text of [read('run.sh'), readFileSync(log, 'utf8')]) expect(text).not.toContain('s3 $cret');
  });

  test('does nothing where a required variable is missing', async () => {
    const { done } = await project(
      `name: shop\nservices: { web: { image: nginx, command: ['\${WHERE:?say where}'] } }\n`,
      new Set(),
      { WHERE: 'here' },
    );
    const { did, code, err } = await done(['up']);
    expect({ did, code }).toEqual({ did: [], code: 1 });
    expect(err).toBe('shop: required variable WHERE is missing a value: say where\n');
    expect((await done(['up'], { env: { WHERE: '-x' } })).code).toBe(0);
  });

  test('restarts what asks for it together with what it depends on', async () => {
    const { done } = await project(`
name: shop
services:
  db: { image: postgres }
  api: { image: a, depends_on: { db: { condition: service_started, restart: true } } }
  web: { image: b, depends_on: { api: { condition: service_started, restart: true } } }
  job: { image: c, depends_on: [db] }
`);
    await done(['up']);
    expect((await done(['restart', 'db'])).did).toEqual([
      'stop shop-web-1',
      'stop shop-api-1',
      'stop shop-db-1',
      'start shop-db-1',
      'start shop-api-1',
      'start shop-web-1',
    ]);
  });

  test('copies content to places with long names', async () => {
    const target = `/${'long name/'.repeat(15)}file é`;
    const { done } = await project(
      `name: shop\nservices: { web: { image: nginx, configs: [{ source: c, target: '${target}', mode: 0600 }] } }\nconfigs: { c: { content: 'x' } }\n`,
    );
    const { requests } = await done(['up']);
    expect(requests.flatMap(({ entries = [] }) => entries)).toMatchObject([{ path: target, mode: '0600', size: 1 }]);
  });

  test('leaves no half-made container when it is ended', async () => {
    const {
      done,
      engine: { containers },
      path,
    } = await project(stack('1'));
    // The copy of docker takes its time to start containers.
    writeFileSync(
      join(path, 'bin/docker'),
      `#!/bin/sh\n[ "$1" != start ] || sleep 2\nexec /usr/bin/env PATH="\${PATH#*:}" docker "$@"\n`,
      { mode: 0o755 },
    );
    let made: () => void = () => undefined;
    const interrupt = new Promise<void>((resolve) => (made = resolve));
    const waiting = setInterval(() => containers.size > 0 && made(), 20);
    const { code } = await done(['up'], { interrupt });
    clearInterval(waiting);
    expect(code).not.toBe(0);
    expect(containers.size).toBe(0);
  });
});
