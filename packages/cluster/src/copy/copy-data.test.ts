import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { ClusterEvent } from '../events.ts';
import { eventsOf, FakeServer, objectOf } from '../testing.ts';
import { copyData } from './copy-data.ts';
import { engineReader } from './engine.ts';
import type { CopyOptions, DataSource } from './request.ts';

/** A directory stands in for each volume; what is run in a container is run beside it. */
const docker = `#!/bin/bash
case $1 in
  ps) cat "$STATE/ids" 2>/dev/null || : ;;
  inspect) cat "$STATE/containers" ;;
  volume) ls "$STATE/volumes" ;;
  run)
    while [ "$1" != --entrypoint ]; do [ "$1" = --mount ] && mount=$2; shift; done
    program=$2; shift 3
    from=\${mount#*source=}; from=\${from%%,target=*}; from=\${from%\\"}; from=\${from//\\"\\"/\\"}
    case $mount in type=volume*) from=$STATE/volumes/$from ;; esac
    case $mount in *target=/from/*) from=\${from%/*} ;; esac
    words=(); for word; do [ "$word" = /from ] && word=$from; words+=("$word"); done
    exec "$program" "\${words[@]}" ;;
  *) echo "Cannot connect" >&2; exit 1 ;;
esac
`;
const place = { project: 'shop', namespace: 'shop' };
const pods = '/api/v1/namespaces/shop/pods';
const claims = '/api/v1/namespaces/shop/persistentvolumeclaims';
const deployments = '/apis/apps/v1/namespaces/shop/deployments';

let server: FakeServer;
let state: string;
/** What was sent to tar, in bytes, a number for each time. */
let sent: number[];
/** After how many bytes connections are cut off, one after the other. */
let cuts: number[];

beforeEach(async () => {
  server = await FakeServer.start();
  state = mkdtempSync(join(tmpdir(), 'copy-'));
  for (const folder of ['volumes/shop_db', 'claims/db', 'claims/media'])
    mkdirSync(join(state, folder), { recursive: true });
  writeFileSync(join(state, 'docker'), docker, { mode: 0o755 });
  process.env['STATE'] = state;
  sent = [];
  cuts = [];
  server.onSocket(answerExec);
  server.put(`${claims}/db`, objectOf('v1', 'PersistentVolumeClaim', 'db'));
  server.put(`${claims}/media`, objectOf('v1', 'PersistentVolumeClaim', 'media'));
  server.react = (path, object) => {
    if (path.startsWith(`${pods}/copy-`))
      server.put(path, { ...object, status: { conditions: [{ type: 'Ready', status: 'True' }] } });
  };
});
afterEach(() => {
  server.stop();
  rmSync(state, { recursive: true });
});

/** Runs the command of an `exec` beside the claims. */
function answerExec(socket: WebSocket, url: URL): void {
  const words = url.searchParams.getAll('command').map((word) => word.replace(/^\/claims\//, `${state}/claims/`));
  const [program = '', ...rest] = words;
  const child = spawn(program, rest);
  const tar = words.some((word) => word.includes('tar'));
  const cut = tar ? (cuts.shift() ?? Infinity) : Infinity;
  let bytes = 0;
  socket.on('message', (message: Buffer) => {
    if (message[0] === 255) return void child.stdin.end();
    bytes += message.length - 1;
    child.stdin.write(message.subarray(1));
    if (bytes >= cut) socket.terminate();
  });
  socket.once('close', () => child.stdin.end());
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (data: Buffer) => socket.send(Buffer.concat([Buffer.of(1), data])));
  child.stderr.on('data', (data: Buffer) => socket.send(Buffer.concat([Buffer.of(2), data])));
  child.once('close', (code) => {
    if (tar) sent.push(bytes);
    const causes = [{ reason: 'ExitCode', message: String(code) }];
    const status = code === 0 ? { status: 'Success' } : { reason: 'NonZeroExitCode', details: { causes } };
    socket.send(Buffer.concat([Buffer.of(3), Buffer.from(JSON.stringify(status))]), () => socket.close());
  });
}

const volume: DataSource = { kind: 'volume', name: 'shop_db', path: ['services', 'db', 'volumes', 0], folder: 'data' };

async function copy(options: Partial<CopyOptions> = {}, sources: readonly DataSource[] = [volume]) {
  const { signal } = new AbortController();
  const pod = {
    name: 'copy-data-db',
    claims: new Map([['db', sources]]),
    manifest: () => objectOf('v1', 'Pod', 'copy-data-db', { spec: { containers: [{ name: 'copy' }] } }) as never,
  };
  const settings = { claims: new Set(['db']), image: 'busybox', timeout: 2000, signal, ...options };
  const reader = engineReader({ program: join(state, 'docker'), image: 'busybox' }, settings.signal);
  const cluster = { connection: server.connection() };
  return eventsOf(copyData(server.client({ signal: settings.signal }), cluster, place, [pod], reader, settings));
}

const source = (path: string): string => join(state, 'volumes/shop_db', path);
const claim = (path: string): string => join(state, 'claims/db', path);
const faultsOf = (events: readonly ClusterEvent[]) =>
  events.flatMap((one) => (one.type === 'fault' ? [one.fault] : []));
const note = (): unknown =>
  (server.objects.get(`${claims}/db`)?.metadata['annotations'] as never)?.['transpose/copy-data'];

function fill(): void {
  mkdirSync(source('base/empty'), { recursive: true });
  writeFileSync(source('base/1'), 'rows');
  writeFileSync(source('line\nfeed'), 'odd');
  symlinkSync('base/1', source('link'));
  chmodSync(source('base'), 0o750);
  chmodSync(source('base/1'), 0o600);
  utimesSync(source('base/1'), 1e9, 1e9);
}

it('fills a claim with all that a volume holds, notes that, and leaves no Pod', async () => {
  fill();
  const events = await copy();
  expect(faultsOf(events)).toEqual([]);
  expect(readFileSync(claim('data/base/1'), 'utf8')).toBe('rows');
  expect(readFileSync(claim('data/line\nfeed'), 'utf8')).toBe('odd');
  expect(readFileSync(claim('data/link'), 'utf8')).toBe('rows');
  expect(existsSync(claim('data/base/empty'))).toBe(true);
  const { mode, mtimeMs } = statSync(claim('data/base/1'));
  expect([mode & 0o777, mtimeMs]).toEqual([0o600, 1e12]);
  const states = events.flatMap((event) => (event.type === 'copy' ? [event.state] : []));
  expect([...new Set(states)]).toEqual(['comparing', 'sending', 'verifying', 'copied']);
  expect(events.at(-2)).toMatchObject({ claim: 'db', source: 'volume shop_db', files: 2, bytes: 7 });
  expect(events.at(-1)).toMatchObject({ type: 'done', ok: true, writes: 1 });
  expect(note()).toBe('copied');
  expect(server.objects.has(`${pods}/copy-data-db`)).toBe(false);
  const inventory = [...server.objects].find(([path]) => path.includes('inventory'))?.[1];
  expect(inventory?.['data']).toEqual({ objects: '[]' });

  server.writes.length = 0;
  expect((await copy()).map((event) => (event.type === 'copy' ? event.state : event.type))).toEqual([
    'skipped',
    'done',
  ]);
  expect(server.writes).toEqual([]);
});

it('copies a directory and a file to their places, whatever they are called', async () => {
  const folder = join(state, 'media, "big"');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a'), 'a');
  writeFileSync(join(state, 'one.db'), 'one');
  const events = await copy({}, [
    { kind: 'directory', name: folder, path: [], folder: 'data/media' },
    { kind: 'file', name: join(state, 'one.db'), path: [], folder: 'data' },
  ]);
  expect(faultsOf(events)).toEqual([]);
  expect(readFileSync(claim('data/media/a'), 'utf8')).toBe('a');
  expect(readFileSync(claim('data/one.db'), 'utf8')).toBe('one');
  expect(existsSync(claim('data/claims'))).toBe(false);
});

it('leaves a claim alone that holds something else, unless that is to be removed', async () => {
  fill();
  mkdirSync(claim('data/lost+found'), { recursive: true });
  writeFileSync(claim('data/own'), 'mine');
  const [fault] = faultsOf(await copy());
  expect(fault).toMatchObject({ kind: 'data', path: ['services', 'db', 'volumes', '0'] });
  expect(fault?.what).toBe('the claim "db" holds 1 files, 4 bytes that were not copied there');
  expect(readFileSync(claim('data/own'), 'utf8')).toBe('mine');
  expect(note()).toBeUndefined();
  expect(faultsOf(await copy({ force: true }))).toEqual([]);
  expect([existsSync(claim('data/own')), existsSync(claim('data/lost+found'))]).toEqual([false, true]);
});

it('goes on where a connection was cut off, and sends only what is missing', async () => {
  for (let index = 0; index < 60; index += 1) writeFileSync(source(String(index)), 'x'.repeat(20_000));
  cuts = [600_000];
  const events = await copy();
  expect(faultsOf(events)).toEqual([]);
  expect(events.filter(({ type }) => type === 'warning')).toHaveLength(1);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBeLessThan(1_000_000);
  expect(events.at(-1)).toMatchObject({ ok: true });
});

it('says when a connection does not hold, and the next run goes on', async () => {
  for (let index = 0; index < 60; index += 1) writeFileSync(source(String(index)), 'x'.repeat(20_000));
  cuts = [400_000, 100, 100, 100];
  const [fault] = faultsOf(await copy());
  expect(fault?.hint).toBe('transpose copy-data db goes on where it was');
  expect(note()).toBe('copying');
  expect(server.objects.has(`${pods}/copy-data-db`)).toBe(false);
  sent = [];
  expect(faultsOf(await copy())).toEqual([]);
  expect(sent[0]).toBeLessThan(1_200_000);
});

it('sends a file again that only its checksum tells apart', async () => {
  fill();
  cuts = [];
  await copy();
  writeFileSync(claim('data/base/1'), 'swor');
  utimesSync(claim('data/base/1'), 1e9, 1e9);
  server.put(`${claims}/db`, {
    ...objectOf('v1', 'PersistentVolumeClaim', 'db'),
    metadata: { annotations: { 'transpose/copy-data': 'copying' } },
  });
  expect(faultsOf(await copy())).toEqual([]);
  expect(readFileSync(claim('data/base/1'), 'utf8')).toBe('rows');
});

it('reads no data that running containers write to', async () => {
  fill();
  writeFileSync(join(state, 'ids'), '1\n2\n');
  const containers = [
    { Name: '/other', Mounts: [] },
    { Name: '/user-1', Mounts: [{ Name: 'shop_db', Source: '/x', RW: true }] },
    { Name: '/reader', Mounts: [{ Name: 'shop_db', Source: '/x', RW: false }] },
  ];
  writeFileSync(join(state, 'containers'), JSON.stringify(containers));
  expect(faultsOf(await copy())[0]?.what).toBe('containers that run use the volume shop_db: user-1');
  expect(existsSync(claim('data'))).toBe(false);
  expect(faultsOf(await copy({ allowRunning: true }))).toEqual([]);
});

it('says which source or claim is missing, and which engine does not answer', async () => {
  fill();
  expect(faultsOf(await copy({}, [{ ...volume, name: 'nope' }]))[0]?.what).toBe('there is no volume nope here');
  server.objects.delete(`${claims}/db`);
  expect(faultsOf(await copy())[0]?.what).toBe('there is no claim "db"');
  server.put(`${claims}/db`, objectOf('v1', 'PersistentVolumeClaim', 'db'));
  writeFileSync(join(state, 'docker'), '#!/bin/sh\necho Cannot connect >&2; exit 1\n');
  expect(faultsOf(await copy())[0]).toMatchObject({
    what: 'Cannot connect',
    hint: expect.stringContaining('--engine podman'),
  });
});

const using = (name: string, labels = {}) => ({
  ...objectOf('v1', 'Pod', name, {
    spec: { containers: [], volumes: [{ persistentVolumeClaim: { claimName: 'db' } }] },
    status: { phase: 'Running' },
  }),
  metadata: { labels },
});

it('scales a workload that uses the claim to nothing, and back when it is done', async () => {
  fill();
  const labels = objectOf('v1', 'Pod', 'db').metadata.labels;
  server.put(`${deployments}/db`, objectOf('apps/v1', 'Deployment', 'db', { spec: { replicas: 3 } }));
  server.put(`${pods}/db-1`, using('db-1', labels));
  expect(faultsOf(await copy())[0]?.hint).toBe('add --stop: db is scaled to 0 while its data is copied');
  const before = server.react;
  server.react = (path, object) => {
    before(path, object);
    if (path === `${deployments}/db`) server.objects.delete(`${pods}/db-1`);
  };
  const events = await copy({ stop: true });
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['stopped', 'started']));
  expect(server.objects.get(`${deployments}/db`)?.['spec']).toEqual({ replicas: 3 });
  expect(readFileSync(claim('data/base/1'), 'utf8')).toBe('rows');

  server.put(`${pods}/stranger`, using('stranger'));
  expect(faultsOf(await copy({ force: true, stop: true }))[0]?.hint).toBe(
    'stop stranger first, or add --allow-running',
  );
});

it('leaves no Pod and no workload stopped when it is interrupted', async () => {
  fill();
  const stop = new AbortController();
  server.put(`${deployments}/db`, objectOf('apps/v1', 'Deployment', 'db', { spec: { replicas: 2 } }));
  server.put(`${pods}/db-1`, using('db-1', objectOf('v1', 'Pod', 'db').metadata.labels));
  const before = server.react;
  server.react = (path, object) => {
    before(path, object);
    if (path === `${deployments}/db`) server.objects.delete(`${pods}/db-1`);
    if (path === `${claims}/db`) stop.abort();
  };
  await expect(copy({ stop: true, signal: stop.signal })).rejects.toThrow();
  expect(server.objects.has(`${pods}/copy-data-db`)).toBe(false);
  expect(server.objects.get(`${deployments}/db`)?.['spec']).toEqual({ replicas: 2 });
});
