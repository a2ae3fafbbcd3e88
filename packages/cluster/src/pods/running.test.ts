import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { differences } from '../up/diff.ts';
import { exec } from './exec.ts';
import { forward } from './forward.ts';
import type { Pod } from '../client/live.ts';
import { followLogs, logLines } from './logs.ts';
import { restart } from './restart.ts';
import { eventsOf, FakeServer, objectOf, readyStatus } from '../testing.ts';
import { up } from '../up/up.ts';

const place = { project: 'shop', namespace: 'shop' };
const deployments = '/apis/apps/v1/namespaces/shop/deployments';
const pods = '/api/v1/namespaces/shop/pods';
const web = objectOf('apps/v1', 'Deployment', 'web', { spec: { replicas: 1 } });
const secret = objectOf('v1', 'Secret', 'web-env', { stringData: { TOKEN: 'new', SAME: 'a' } });

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

const podNamed = (name: string, restartCount = 0) =>
  objectOf('v1', 'Pod', name, {
    spec: { containers: [{ name: 'web', image: 'x' }] },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'web', image: 'x', ready: true, restartCount, state: { running: {} } }],
    },
  });
const timed = (...texts: readonly string[]): string =>
  texts.map((text) => `2026-01-01T00:00:0${text.at(-1)}.5Z ${text}\n`).join('');

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('logs', () => {
  it('are those of all containers so far, with their services and times', async () => {
    server.put(`${pods}/web-1`, podNamed('web-1'));
    server.log = (query) => (query.get('tailLines') === '1' ? timed('line 2') : timed('line 1', 'line 2'));
    const lines = await all(logLines(server.client(), place));
    expect(lines.map(({ service, pod, text }) => [service, pod, text])).toEqual([
      ['web', 'web-1', 'line 1'],
      ['web', 'web-1', 'line 2'],
    ]);
    expect(await all(logLines(server.client(), place, { tail: 1 }))).toHaveLength(1);
    expect(await all(logLines(server.client(), place, { services: ['db'] }))).toEqual([]);
  });

  it('of a container that has not begun are none', async () => {
    server.put(`${pods}/web-1`, podNamed('web-1'));
    server.trouble = ({ path }) => (path.endsWith('/log') ? { status: 400, body: { message: 'waiting' } } : undefined);
    expect(await all(logLines(server.client(), place))).toEqual([]);
  });

  it('are followed through streams that break, restarts and new Pods, each line once', async () => {
    let asked = 0;
    server.put(`${pods}/web-1`, podNamed('web-1'));
    server.log = () => {
      asked += 1;
      return timed(...['line 1', 'line 2', 'line 3', 'line 4'].slice(0, asked + 1));
    };
    const stop = new AbortController();
    const texts: string[] = [];
    for await (const { pod, text } of followLogs(server.client(), place, { signal: stop.signal })) {
      texts.push(`${pod} ${text}`);
      if (text === 'line 4' && pod === 'web-1') server.put(`${pods}/web-2`, podNamed('web-2'));
      if (pod === 'web-2' && text === 'line 4') stop.abort();
    }
    expect(texts.slice(0, 4)).toEqual(['web-1 line 1', 'web-1 line 2', 'web-1 line 3', 'web-1 line 4']);
    expect(texts.slice(4)).toEqual(['web-2 line 1', 'web-2 line 2', 'web-2 line 3', 'web-2 line 4']);
  });

  it('asks for the same again when a connection ended before its first line', async () => {
    server.put(`${pods}/web-1`, podNamed('web-1'));
    const asked: string[] = [];
    server.log = (query) => {
      asked.push(`${query.get('tailLines')} ${query.get('sinceTime')}`);
      return asked.length < 3 ? '' : timed('line 1');
    };
    const stop = new AbortController();
    for await (const _ of followLogs(server.client(), place, { signal: stop.signal, tail: 7 })) stop.abort();
    expect(asked.slice(0, 3)).toEqual(['7 null', '7 null', '7 null']);
  });
});

describe('restart', () => {
  it('replaces the Pods of what runs, and leaves Jobs alone', async () => {
    server.react = (path, object) => {
      if (path.startsWith(deployments)) server.put(path, { ...object, status: readyStatus });
      if (path.includes('/jobs/'))
        server.put(path, { ...object, status: { conditions: [{ type: 'Complete', status: 'True' }] } });
    };
    const job = objectOf('batch/v1', 'Job', 'job', { spec: {} });
    await eventsOf(up(server.client(), [web, job], { timeout: 5000 }));
    server.writes.length = 0;
    const events = await eventsOf(restart(server.client(), place, { timeout: 5000 }));
    expect(server.writes).toEqual([`PATCH ${deployments}/web`]);
    expect(events.at(-1)).toMatchObject({ ok: true, writes: 1 });
    expect(events).toContainEqual(expect.objectContaining({ type: 'kept' }));
    expect(await eventsOf(restart(server.client(), place, { services: ['db'], timeout: 5000 }))).toHaveLength(1);
  });
});

describe('differences', () => {
  it('are what is new, changes and goes, and writes nothing; values of Secrets are hidden', async () => {
    await eventsOf(
      up(server.client(), [secret, web, { ...web, metadata: { ...web.metadata, name: 'old' } }], { timeout: 0 }),
    );
    server.put('/api/v1/namespaces/shop/secrets/web-env', {
      ...secret,
      stringData: undefined,
      data: { TOKEN: Buffer.from('old').toString('base64'), SAME: Buffer.from('a').toString('base64') },
    });
    server.writes.length = 0;
    server.trouble = ({ query, method }) =>
      method === 'PATCH' && query.get('dryRun') !== 'All' ? { status: 500 } : undefined;
    const changed = { ...web, spec: { replicas: 2 } };
    const added = objectOf('v1', 'Service', 'web', { spec: {} });
    const found = await all(differences(server.client(), [secret, changed, added]));
    expect(
      found.map(({ object, before, after }) => [object.kind, object.name, before !== undefined, after !== undefined]),
    ).toEqual([
      ['Secret', 'web-env', true, true],
      ['Deployment', 'web', true, true],
      ['Service', 'web', false, true],
      ['Deployment', 'old', true, false],
    ]);
    const [{ before, after } = {}] = found;
    expect(before?.['data']).toEqual({ SAME: '***', TOKEN: '*** (before)' });
    expect(after?.['data']).toEqual({ SAME: '***', TOKEN: '*** (after)' });
    expect(JSON.stringify(found)).not.toContain(Buffer.from('new').toString('base64'));
    expect(await all(differences(server.client(), [secret, changed, added], true))).toHaveLength(3);
  });

  it('of what is as it should be are none', async () => {
    await eventsOf(up(server.client(), [web], { timeout: 0 }));
    expect(await all(differences(server.client(), [web]))).toEqual([]);
  });
});

const podHere = { ...podNamed('web-1'), metadata: { ...podNamed('web-1').metadata, uid: '1', resourceVersion: '1' } };

describe('exec', () => {
  const streams = () => {
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    return { stdin, stdout, stderr };
  };
  const run = async (status: object, input = '') => {
    const given: string[] = [];
    server.onSocket((socket, url) => {
      given.push(...url.searchParams.getAll('command'));
      socket.on('message', (message: Buffer) => {
        if (message[0] === 0) socket.send(Buffer.concat([Buffer.of(1), message.subarray(1)]));
        if (message[0] !== 255) return;
        socket.send(Buffer.concat([Buffer.of(2), Buffer.from('on stderr')]));
        socket.send(Buffer.concat([Buffer.of(3), Buffer.from(JSON.stringify(status))]));
        socket.close();
      });
    });
    const { stdin, stdout, stderr } = streams();
    stdin.end(input);
    const connection = server.connection();
    const code = await exec({ connection }, podHere as unknown as Pod, ['cat', '-'], { stdin, stdout, stderr });
    return { code, given, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
  };

  it('passes the words, the input and both outputs', async () => {
    expect(await run({ status: 'Success' }, 'hello')).toEqual({
      code: 0,
      given: ['cat', '-'],
      out: 'hello',
      err: 'on stderr',
    });
  });

  it('gives the exit code of the command', async () => {
    const causes = [{ reason: 'ExitCode', message: '7' }];
    expect((await run({ status: 'Failure', reason: 'NonZeroExitCode', details: { causes } })).code).toBe(7);
  });

  // What containerd 2.1 says through a Kubernetes 1.34.
  it.each([
    [127, 'exec: "nope": executable file not found in $PATH'],
    [127, 'exec: "/nope": stat /nope: no such file or directory'],
    [126, 'exec: "/etc/passwd": permission denied'],
    [126, 'exec: "/tmp": is a directory'],
  ])('ends with %d as docker exec does: %s', async (code, why) => {
    const message = `OCI runtime exec failed: unable to start container process: ${why}: unknown`;
    const done = await run({
      status: 'Failure',
      reason: 'InternalError',
      message: `Internal error occurred: ${message}`,
    });
    expect([done.code, done.err]).toEqual([code, `on stderr${message}\n`]);
  });

  it('says why a command could not run', async () => {
    await expect(run({ status: 'Failure', message: 'no container' })).rejects.toThrow('no container');
  });

  it('ends when nobody reads its output any more, and when it is broken off', async () => {
    server.onSocket((socket) => socket.send(Buffer.concat([Buffer.of(1), Buffer.from('line')])));
    const connection = server.connection();
    const { stdin, stdout, stderr } = streams();
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    stdout.once('data', () => stdout.destroy(gone));
    const pod = podHere as unknown as Pod;
    await expect(exec({ connection }, pod, ['yes'], { stdin, stdout, stderr })).rejects.toBe(gone);
    const stop = new AbortController();
    const running = exec({ connection }, pod, ['yes'], { ...streams(), signal: stop.signal });
    stop.abort();
    await expect(running).rejects.toThrow(/abort/);
  });

  it('is refused as other calls are', async () => {
    await expect(
      exec(
        { connection: { ...server.connection(), server: 'http://127.0.0.1:1' } },
        podHere as unknown as Pod,
        ['a'],
        streams(),
      ),
    ).rejects.toThrow('cannot reach the cluster');
  });
});

describe('forward', () => {
  it('passes connections on to the Pod that is ready then', async () => {
    server.onSocket((socket, url) => {
      const port = Buffer.of(0, 80, 0);
      socket.send(port);
      socket.send(Buffer.of(1, 80, 0));
      socket.on('message', (message: Buffer) => {
        const text = `${url.pathname.split('/').at(-2)} got ${message.subarray(1).toString()}`;
        socket.send(Buffer.concat([Buffer.of(0), Buffer.from(text)]));
        socket.close();
      });
    });
    const stop = new AbortController();
    const failed: string[] = [];
    const options = { signal: stop.signal, failed: (why: string) => void failed.push(why) };
    const ports = { service: 'web', target: 80, local: 0 };
    const port = await forward(server.client(), server.connection(), place, ports, options);
    const ask = (): Promise<string> =>
      new Promise((done) => {
        let text = '';
        const socket = connect(port, '127.0.0.1', () => socket.write('hello'));
        socket
          .on('data', (data) => (text += data.toString()))
          .on('error', () => undefined)
          .once('close', () => done(text));
      });
    expect(await ask()).toBe('');
    expect(failed).toEqual(['no Pod of "web" is ready']);
    server.put(`${pods}/web-1`, podNamed('web-1'));
    expect(await ask()).toBe('web-1 got hello');
    server.objects.delete(`${pods}/web-1`);
    server.put(`${pods}/web-2`, podNamed('web-2'));
    expect(await ask()).toBe('web-2 got hello');
    await expect(
      forward(server.client(), server.connection(), place, { ...ports, local: port }, options),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
    stop.abort();
  });
});
