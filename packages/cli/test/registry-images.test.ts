import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryHost } from '@transpose/core';
import { endpointsOf } from '../src/images/registry/endpoints.ts';
import { challengeOf } from '../src/images/registry/challenge.ts';
import { registrySource } from '../src/images/registry/registry-source.ts';
import { runCommand, runLater } from './run.ts';

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const configText = (user: string, architecture: string): string =>
  JSON.stringify({ os: 'linux', architecture, config: { User: user, ExposedPorts: { '8080/tcp': {} } } });
const manifestText = (config: string, size = config.length): string =>
  JSON.stringify({ schemaVersion: 2, config: { digest: digestOf(config), size } });

const amd = configText('10', 'amd64');
const arm = configText('20', 'arm64');
const list = JSON.stringify({
  schemaVersion: 2,
  manifests: [
    { digest: digestOf('provenance'), platform: { os: 'unknown', architecture: 'unknown' } },
    { digest: digestOf(manifestText(arm)), platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
    { digest: digestOf(manifestText(amd)), platform: { os: 'linux', architecture: 'amd64' } },
  ],
});
/** What a registry has, by path; tags and digests of `acme/web`. */
const published = (manifest = list): Readonly<Record<string, string>> => ({
  '/v2/acme/web/manifests/1': manifest,
  [`/v2/acme/web/manifests/${digestOf(manifest)}`]: manifest,
  [`/v2/acme/web/manifests/${digestOf(manifestText(amd))}`]: manifestText(amd),
  [`/v2/acme/web/manifests/${digestOf(manifestText(arm))}`]: manifestText(arm),
  [`/v2/acme/web/blobs/${digestOf(amd)}`]: amd,
  [`/v2/acme/web/blobs/${digestOf(arm)}`]: arm,
});
const hasAll =
  (has = published()): RequestListener =>
  ({ url = '' }, response) => {
    const found = has[url.split('?')[0] ?? ''];
    response.writeHead(found === undefined ? 404 : 200).end(found ?? '{"errors": []}');
  };

const servers: Server[] = [];
const folders: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A server on loopback, and what it was asked with which `Authorization`. */
async function registry(respond: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    respond(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { host: `127.0.0.1:${port}`, asked };
}

const composeOf = (image: string, more = ''): string => `services:\n  web:\n    image: ${image}\n${more}`;
const inspect = (
  image: string,
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
) => runLater('images inspect --from registry', { files: { '/shop/compose.yaml': composeOf(image), ...files }, env });

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const loginFile = (host: string, entry: object) => ({
  '/root/.docker/config.json': JSON.stringify({ auths: { [host]: entry } }),
});

describe('a registry', () => {
  it('is asked for a list, a manifest and a configuration, by way of another server, and for no layer', async () => {
    const storage = await registry(hasAll());
    const { host, asked } = await registry((request, response) => {
      if (request.url?.includes('/blobs/'))
        response.writeHead(307, { location: `http://${storage.host}${request.url}?signed=1` }).end();
      else hasAll()(request, response);
    });
    const { code, out, err } = await inspect(`${host}/acme/web:1`);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      [`${host}/acme/web:1`]: {
        user: '10',
        ports: ['8080/tcp'],
        architecture: 'amd64',
        platforms: ['linux/arm64', 'linux/amd64'],
      },
    });
    expect(asked).toEqual([
      'GET /v2/acme/web/manifests/1 -',
      `GET /v2/acme/web/manifests/${digestOf(manifestText(amd))} -`,
      `GET /v2/acme/web/blobs/${digestOf(amd)} -`,
    ]);
    expect(storage.asked).toEqual([`GET /v2/acme/web/blobs/${digestOf(amd)}?signed=1 -`]);
  });

  it('gives the same conversion as the file, for the platform of the service', async () => {
    const { host } = await registry(hasAll());
    const files = { '/shop/compose.yaml': composeOf(`${host}/acme/web:1`, '    platform: linux/arm64\n') };
    const { out: record } = await runLater('images inspect --from registry', { files });
    expect(Object.values(JSON.parse(record) as object)).toMatchObject([{ user: '20', architecture: 'arm64' }]);
    const { code, out } = await runLater('convert --images registry', { files });
    expect(code).toBe(0);
    expect(out).toContain('containerPort: 8080');
    expect(runCommand('convert --images images.json', { files: { ...files, '/shop/images.json': record } }).out).toBe(
      out,
    );
  });

  it('is asked once for each image of a project from standard input, and of all projects', async () => {
    const { host, asked } = await registry(hasAll());
    const stdin = composeOf(`${host}/acme/web:1`);
    const files = { '/shop/a/compose.yaml': stdin, '/shop/b/compose.yaml': stdin };
    const piped = await runLater('-f - convert --images registry', { files: {}, stdin });
    expect(piped.out).toContain('containerPort: 8080');
    expect(asked).toHaveLength(3);
    const checked = await runLater('check --each --images registry .', { files });
    expect([checked.code, checked.err]).toEqual([0, expect.stringContaining('2 projects, 0 failed')]);
    expect(asked).toHaveLength(6);
  });

  it('gives images by their digest', async () => {
    const single = manifestText(arm);
    const { host } = await registry(hasAll(published(single)));
    const { out } = await inspect(`${host}/acme/web@${digestOf(single)}`);
    expect(Object.values(JSON.parse(out) as object)).toMatchObject([{ user: '20', platforms: ['linux/arm64'] }]);
  });

  it('does not have everything, which is told, and is not asked for what the project builds', async () => {
    const { host, asked } = await registry(hasAll());
    const files = { '/shop/compose.yaml': `${composeOf(`${host}/acme/none:1`)}  app: {build: .}\n` };
    const { code, out, err } = await runLater('images inspect --from registry', { files });
    expect([code, out]).toEqual([0, '{}\n']);
    expect(err).toContain(`the registries do not have ${host}/acme/none:1, or do not show them without a login`);
    expect(asked).toHaveLength(1);
  });
});

describe('a login', () => {
  const needsPassword: RequestListener = (request, response) => {
    if (request.headers.authorization === basic('me', 's3cret')) hasAll()(request, response);
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="acme"' }).end('{"errors": [{"code": "DENIED"}]}');
  };

  it('is that of the Docker configuration, given only when it is asked for, and never to another server', async () => {
    const storage = await registry(hasAll());
    const { host, asked } = await registry((request, response) => {
      if (request.url?.includes('/blobs/') && request.headers.authorization)
        response.writeHead(302, { location: `http://${storage.host}${request.url}` }).end();
      else needsPassword(request, response);
    });
    const auth = Buffer.from('me:s3cret').toString('base64');
    const { code, out } = await inspect(`${host}/acme/web:1`, loginFile(host, { auth }));
    expect(code).toBe(0);
    expect(out).toContain('"user": "10"');
    expect(asked[0]).toBe('GET /v2/acme/web/manifests/1 -');
    expect(asked[1]).toBe(`GET /v2/acme/web/manifests/1 ${basic('me', 's3cret')}`);
    expect(storage.asked).toEqual([`GET /v2/acme/web/blobs/${digestOf(amd)} -`]);
  });

  it.each<[string, object, number, RegExp]>([
    ['that is missing leaves the image unknown', {}, 0, /do not show them without a login: "docker login REGISTRY"/],
    [
      'that is wrong is an error',
      { username: 'me', password: 'old' },
      1,
      /the login .* for 127.* may not read acme\/web/,
    ],
  ])('%s', async (_, entry, wanted, message) => {
    const { host } = await registry(needsPassword);
    const { code, err } = await inspect(`${host}/acme/web:1`, loginFile(host, entry));
    expect(code).toBe(wanted);
    expect(err).toMatch(message);
    expect(err).not.toContain('old');
  });

  it('is that of a helper, which is asked for its registry', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'transpose-helper-'));
    folders.push(folder);
    const helper = join(folder, 'docker-credential-acme');
    writeFileSync(
      helper,
      '#!/bin/sh\nread server\necho "{\\"ServerURL\\": \\"$server\\", \\"Username\\": \\"me\\", \\"Secret\\": \\"s3cret\\"}"\n',
    );
    chmodSync(helper, 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
    const { host } = await registry(needsPassword);
    const config = { '/root/.docker/config.json': JSON.stringify({ credHelpers: { [host]: 'acme' } }) };
    expect((await inspect(`${host}/acme/web:1`, config)).out).toContain('"user": "10"');
    const none = { '/root/.docker/config.json': JSON.stringify({ credsStore: 'nowhere' }) };
    expect((await inspect(`${host}/acme/web:1`, none)).err).toMatch(/docker-credential-nowhere, .* does not run/);
  });

  /** A registry that wants tokens, and the server that gives them: to anybody, or for a password or an identity token. */
  async function withTokens(isGiven: (request: IncomingMessage, body: string) => boolean) {
    const server = await registry((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const given = isGiven(request, body);
        response.writeHead(given ? 200 : 401).end(given ? '{"token": "abc"}' : '{"details": "wrong"}');
      });
    });
    const wants = (response: ServerResponse): void => {
      const header = `Bearer realm="http://${server.host}/token",service="acme",scope="repository:acme/web:pull"`;
      response.writeHead(401, { 'www-authenticate': header }).end();
    };
    const { host, asked } = await registry((request, response) => {
      if (request.headers.authorization === 'Bearer abc') hasAll()(request, response);
      else wants(response);
    });
    return { host, asked, tokens: server.asked };
  }

  const query = 'service=acme&scope=repository%3Aacme%2Fweb%3Apull';

  it('may be a token that anybody gets, once', async () => {
    const { host, asked, tokens } = await withTokens(() => true);
    expect((await inspect(`${host}/acme/web:1`)).out).toContain('"user": "10"');
    expect(tokens).toEqual([`GET /token?${query} -`]);
    expect(asked).toHaveLength(4);
  });

  it('may be a token for a password, or for an identity token', async () => {
    const { host, tokens } = await withTokens(({ headers }) => headers.authorization === basic('me', 's3cret'));
    const entry = { username: 'me', password: 's3cret' };
    expect((await inspect(`${host}/acme/web:1`, loginFile(`https://${host}/v1/`, entry))).out).toContain(
      '"user": "10"',
    );
    expect(tokens).toEqual([`GET /token?${query} ${basic('me', 's3cret')}`]);
    const wrong = loginFile(host, { ...entry, password: 'old' });
    expect((await inspect(`${host}/acme/web:1`, wrong)).err).toMatch(/does not accept the login of the Docker config/);

    const other = await withTokens(
      (_, body) => body.includes('grant_type=refresh_token') && body.includes('token=xyz'),
    );
    const env = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [other.host]: { identitytoken: 'xyz' } } }) };
    expect((await inspect(`${other.host}/acme/web:1`, {}, env)).out).toContain('"user": "10"');
  });

  it.each([
    ['Bearer realm="https://a/t",service="s",scope="x"', { scheme: 'bearer', realm: 'https://a/t', service: 's' }],
    ['Basic realm="a", Bearer realm="https://a/t"', { scheme: 'bearer', realm: 'https://a/t' }],
    ['basic realm="Bearer x"', { scheme: 'basic' }],
    ['Negotiate', undefined],
  ])('%s', (header, challenge) => {
    expect(challengeOf(header)).toEqual(challenge);
  });
});

describe('a registry that', () => {
  const big = manifestText(amd, 1_000_000_000);
  it.each<[string, RequestListener, RegExp]>([
    ['fails', (_, response) => response.writeHead(500).end('broken\u001b[31m'), /it answered 500: broken/],
    ['says HTML', (_, response) => response.end('<html>'), /its manifest is not JSON/],
    [
      'gives another configuration',
      hasAll({ ...published(), [`/v2/acme/web/blobs/${digestOf(amd)}`]: arm }),
      /it gives sha256:\w+ where sha256:\w+ was asked for/,
    ],
    [
      'lists another manifest',
      hasAll({ ...published(), [`/v2/acme/web/manifests/${digestOf(manifestText(amd))}`]: manifestText(arm) }),
      /it gives sha256:/,
    ],
    [
      'names a huge configuration',
      hasAll({ '/v2/acme/web/manifests/1': big }),
      /its configuration has 1000000000 bytes/,
    ],
    [
      'announces a huge answer',
      (_, response) => response.writeHead(200, { 'content-length': '1000000000' }).write('{'),
      /the answer is larger than 4194304 bytes/,
    ],
    ['leads in circles', ({ url }, response) => response.writeHead(302, { location: url }).end(), /more than 5 times/],
    [
      'leads to a file',
      (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /leads to file:/,
    ],
    [
      'leads to nobody',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      /leads to 127\.0\.0\.1:1: /,
    ],
    ['has no image for linux', hasAll({ '/v2/acme/web/manifests/1': '{"manifests": []}' }), /no image for linux/],
    [
      'names a path for a digest',
      hasAll({ '/v2/acme/web/manifests/1': '{"config": {"digest": "../../x"}}' }),
      /which is not a digest/,
    ],
    ['has old manifests', hasAll({ '/v2/acme/web/manifests/1': '{"schemaVersion": 1}' }), /schema 1/],
    ['hangs up', ({ socket }) => socket.destroy(), /127\.0\.0\.1:\d+: /],
  ])('%s ends the conversion with a word', async (_, respond, message) => {
    const { host } = await registry(respond);
    const { code, out, err } = await runLater('convert --images registry', {
      files: { '/shop/compose.yaml': composeOf(`${host}/acme/web:1`) },
    });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).toContain(`the images are not known: ${host}: `);
    expect(err).not.toContain('\u001b');
  });

  it('sends no end of it is read no further than the limits', async () => {
    const { host } = await registry((request, response) => {
      response.write('{'.repeat(4096));
      if (request.url?.endsWith('/large')) response.write('{'.repeat(4096));
    });
    const ask = (tag: string, milliseconds: number) =>
      registrySource(memoryHost({ files: {} }), { milliseconds, bytes: 5000 }).ask({
        name: `${host}/acme/web:${tag}`,
        isBuilt: false,
      });
    await expect(ask('slow', 100)).rejects.toThrow('no answer within 0.1 s');
    await expect(ask('large', 60_000)).rejects.toThrow('larger than 5000 bytes');
  });
});

it('a mirror of Docker Hub is asked first, and another one where it does not have the image', async () => {
  const manifest = manifestText(amd);
  const empty = await registry(hasAll({}));
  const full = await registry(
    hasAll({
      '/v2/library/redis/manifests/7': manifest,
      [`/v2/library/redis/blobs/${digestOf(amd)}`]: amd,
    }),
  );
  const mirrors = ['http://127.0.0.1:1', `http://${empty.host}`, `http://${full.host}/`];
  const settings = { '/etc/docker/daemon.json': JSON.stringify({ 'registry-mirrors': mirrors }) };
  expect((await inspect('redis:7', settings)).out).toContain('"redis:7"');
  expect(empty.asked).toEqual(['GET /v2/library/redis/manifests/7 -']);
});

it.each<[string, readonly string[]]>([
  ['docker.io', ['https://mirror.acme.dev/', 'https://registry-1.docker.io/']],
  ['ghcr.io', ['https://ghcr.io/']],
  ['localhost:5000', ['https://localhost:5000/', 'http://localhost:5000/']],
  ['registry.lan:5000', ['https://registry.lan:5000/', 'http://registry.lan:5000/']],
  ['127.0.0.1.acme.dev', ['https://127.0.0.1.acme.dev/']],
])('%s is asked at %j', (name, urls) => {
  const settings = { mirrors: ['https://mirror.acme.dev', 'nonsense'], insecure: new Set(['registry.lan:5000']) };
  expect(endpointsOf(name, settings).map(({ url }) => url.href)).toEqual(urls);
});
