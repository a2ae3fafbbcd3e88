import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askEngine, engineAddress } from '../src/images/engine.ts';
import { recordOfImage } from '../src/images/config-record.ts';
import { memoryHost } from '@transpose/core';
import { compose, runCommand, runLater } from './run.ts';

const answer = {
  Id: 'sha256:1',
  Os: 'linux',
  Architecture: 'amd64',
  Config: {
    User: 'nginx',
    ExposedPorts: { '8081/tcp': {}, '8080/tcp': {} },
    Entrypoint: ['/docker-entrypoint.sh'],
    Cmd: ['nginx', '-g', 'daemon off;'],
    Volumes: { '/cache': {} },
    Healthcheck: { Test: ['CMD-SHELL', 'curl -f localhost'], Interval: 7_000_000_000, Retries: 4 },
    WorkingDir: '/srv',
  },
};
const record = {
  user: 'nginx',
  ports: ['8080/tcp', '8081/tcp'],
  entrypoint: ['/docker-entrypoint.sh'],
  command: ['nginx', '-g', 'daemon off;'],
  volumes: ['/cache'],
  healthcheck: { test: ['CMD-SHELL', 'curl -f localhost'], interval: '7s', retries: 4 },
  working_dir: '/srv',
  architecture: 'amd64',
};

describe('--images FILE', () => {
  const files = (text: string) => ({ '/shop/compose.yaml': compose, '/shop/images.json': text });

  it('gives a conversion what only the image knows', () => {
    const given = { files: files(JSON.stringify({ 'nginx:1.29': { ...record, user: '101' } })) };
    const { code, out } = runCommand('convert --images images.json', given);
    expect(code).toBe(0);
    expect(out).toMatch(/readinessProbe:[^]*curl -f localhost[^]*periodSeconds: 7/);
    expect(runCommand('convert', given).out).not.toContain('readinessProbe');
    expect(runCommand('check --images images.json', given).out).toContain('What it writes at "/cache" is lost');
    expect(runCommand('explain services.web.image --images images.json', given).out).toContain('/cache');
  });

  it.each([
    ['{"nginx": {"ports": ["http"]}}', 'images.json: nginx: ports[0]: "http" is not a port'],
    ['{"nginx": {"ports": ["http"], "users": 1}}', 'such as 80/tcp; nginx: users: 1 is not an object\n'],
    ['[]', 'images.json: images: [] is not an object'],
    ['{', 'images.json is not JSON'],
  ])('%s is told with its place', (text, message) => {
    const { code, out, err } = runCommand('convert --images images.json', { files: files(text) });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('tells a file that is not there', () => {
    expect(runCommand('convert --images nope.json')).toMatchObject({ code: 2, err: /--images nope\.json: / });
  });

  it('asks no engine because a configuration file says so', async () => {
    const configured = {
      '/shop/compose.yaml': compose,
      '/shop/transpose.config.json': '{"commands": {"convert": {"images": "local"}}}',
    };
    expect(await runLater('convert', { files: configured })).toMatchObject({
      code: 2,
      err: /on the command line only/,
    });
  });
});

describe('an engine', () => {
  let folder = '';
  let server: Server | undefined;
  const asked: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'transpose-engine-'));
    asked.length = 0;
  });
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Listens on a socket, and gives the environment that names it. */
  async function engine(respond: RequestListener): Promise<{ readonly DOCKER_HOST: string }> {
    const path = join(folder, 'docker.sock');
    const made = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      respond(request, response);
    });
    server = made;
    await new Promise<void>((resolve) => made.listen(path, resolve));
    return { DOCKER_HOST: `unix://${path}` };
  }

  const known: RequestListener = (request, response) => {
    const found = request.url === '/images/nginx:1.29/json';
    response.writeHead(found ? 200 : 404).end(found ? JSON.stringify(answer) : '{"message": "no such image"}');
  };
  const project = { '/shop/compose.yaml': `${compose}  app: {build: .}\n`, '/shop/Dockerfile': 'FROM ghcr.io/a/b:1\n' };

  it('is only read from, and says what the images of services and Dockerfiles say', async () => {
    const env = await engine(known);
    const { code, out, err } = await runLater('images inspect', { env, files: project });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ 'nginx:1.29': record });
    expect(err).toContain('the engine does not have ghcr.io/a/b:1, shop-app');
    expect(asked).toEqual([
      'GET /images/ghcr.io/a/b:1/json',
      'GET /images/nginx:1.29/json',
      'GET /images/shop-app/json',
    ]);
  });

  it('gives the same conversion as the file', async () => {
    const env = await engine(known);
    const local = await runLater('convert --images local', { env, files: project });
    const file = { ...project, '/shop/images.json': JSON.stringify({ 'nginx:1.29': record }) };
    expect(local.code).toBe(0);
    expect(local.out).toBe(runCommand('convert --images images.json', { files: file }).out);
    expect(local.out).toContain('readinessProbe');
  });

  it('takes options of the project before the name of the command', async () => {
    const env = await engine(known);
    const files = { '/shop/other.yaml': compose };
    expect(await runLater('-f other.yaml images inspect', { env, files })).toMatchObject({ code: 0, err: '' });
  });

  it.each<[string, RequestListener, RegExp]>([
    ['text', (_, response) => response.end('hello'), /docker\.sock: the answer is not JSON/],
    ['an error', (_, response) => response.writeHead(500).end('{"message": "broken"}'), /it answered 500: .*broken/],
    ['another object', (_, response) => response.end('{}'), /nginx:1\.29: the answer has no configuration of an image/],
    [
      'a port of its own',
      (_, response) => response.end(JSON.stringify({ Config: { ExposedPorts: { 'a\u001b[31m': {} } } })),
      /ports\[0\]: .* is not a port/,
    ],
    ['Windows', (_, response) => response.end(JSON.stringify({ ...answer, Os: 'windows' })), /not for linux/],
    ['nothing', (_, response) => response.destroy(), /docker\.sock: /],
  ])('that answers %s ends the conversion with a word', async (_, respond, message) => {
    const env = await engine(respond);
    const { code, out, err } = await runLater('convert --images local', { env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain('\u001b');
  });

  it('is not waited for longer than the limit, nor read further', async () => {
    const env = await engine((request, response) => {
      response.write('x'.repeat(4096));
      if (request.url === '/large') response.write('x'.repeat(4096));
    });
    const address = { socketPath: env.DOCKER_HOST.slice('unix://'.length) };
    await expect(askEngine(address, '/slow', { milliseconds: 50, bytes: 1e6 })).rejects.toThrow(
      'no answer within 0.05 s',
    );
    await expect(askEngine(address, '/large', { milliseconds: 60_000, bytes: 5000 })).rejects.toThrow(
      'larger than 5000 bytes',
    );
  });

  it.each<[Readonly<Record<string, string>>, readonly string[], unknown]>([
    [{ DOCKER_HOST: 'unix:///a' }, [], { socketPath: '/a' }],
    [{ DOCKER_HOST: 'tcp://127.0.0.1:2375' }, [], { host: '127.0.0.1', port: 2375 }],
    [{ DOCKER_HOST: 'tcp://[::1]:2375' }, [], { host: '::1', port: 2375 }],
    [{ CONTAINER_HOST: 'unix:///p' }, [], { socketPath: '/p' }],
    [{}, ['/run/podman/podman.sock', '/var/run/docker.sock'], { socketPath: '/var/run/docker.sock' }],
    [
      { XDG_RUNTIME_DIR: '/run/user/1' },
      ['/run/user/1/podman/podman.sock'],
      { socketPath: '/run/user/1/podman/podman.sock' },
    ],
    [{ DOCKER_HOST: 'ssh://me@there' }, [], expect.stringContaining('not ssh://me@there')],
    [{ DOCKER_HOST: 'tcp://a:2376', DOCKER_TLS_VERIFY: '1' }, [], expect.stringContaining('with TLS')],
    [{}, [], expect.stringContaining('there is no socket')],
  ])('%j with %j is asked at its address', (env, sockets, address) => {
    expect(engineAddress(memoryHost({ env, files: {} }), (path) => sockets.includes(path))).toEqual(address);
  });
});

it('reads the configuration that registries give as well, and what Podman leaves out', () => {
  expect(
    recordOfImage('a', {
      config: {
        architecture: 'arm64',
        os: 'linux',
        config: { ExposedPorts: { '80': {} }, Shell: ['/bin/ash', '-c'] },
      },
    }),
  ).toEqual({
    user: '',
    ports: ['80/tcp'],
    entrypoint: [],
    command: [],
    shell: ['/bin/ash', '-c'],
    volumes: [],
    healthcheck: null,
    working_dir: '',
    architecture: 'arm64',
  });
});
