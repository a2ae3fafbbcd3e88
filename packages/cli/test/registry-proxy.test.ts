import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { connectionOptions, proxyFor } from '../src/images/registry/proxy.ts';
import { httpAnswer } from '../src/images/http-answer.ts';
import { runLater } from './run.ts';

const limits = { milliseconds: 5000, bytes: 10_000 };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A proxy that passes all on to one port of this machine, and what it was asked. `status`: of its answer to CONNECT. */
async function proxyTo(port: number, status = '200 OK') {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.host}`);
    response.end('{"plain": true}');
  });
  proxy.on('connect', (request, client, head) => {
    asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? '-'}`);
    if (!status.startsWith('200')) {
      client.end(`HTTP/1.1 ${status}\r\n\r\n`);
      return;
    }
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
  });
  return { asked, at: await listening(proxy) };
}

describe('which proxy', () => {
  const env = { HTTPS_PROXY: 'proxy.test:3128', http_proxy: 'http://other.test' };
  it.each([
    ['https://quay.io/v2/', env, 'http://proxy.test:3128/'],
    ['http://quay.io/v2/', env, 'http://other.test/'],
    ['https://localhost:5000/', env, undefined],
    ['https://127.0.0.1/', env, undefined],
    ['https://[::1]/', env, undefined],
    ['https://quay.io/', {}, undefined],
    ['https://quay.io/', { ...env, NO_PROXY: '*' }, undefined],
    ['https://quay.io/', { ...env, NO_PROXY: 'example.org, quay.io' }, undefined],
    ['https://cdn.quay.io/', { ...env, no_proxy: 'quay.io' }, undefined],
    ['https://cdn.quay.io/', { ...env, NO_PROXY: '.quay.io' }, undefined],
    ['https://quay.io/', { ...env, NO_PROXY: '.quay.io' }, 'http://proxy.test:3128/'],
    ['https://notquay.io/', { ...env, NO_PROXY: 'quay.io' }, 'http://proxy.test:3128/'],
    ['https://quay.io/', { ...env, NO_PROXY: 'quay.io:443' }, undefined],
    ['https://quay.io:8443/', { ...env, NO_PROXY: 'quay.io:443' }, 'http://proxy.test:3128/'],
    ['https://10.1.2.3/', { ...env, NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3/', { ...env, NO_PROXY: '10.0.0.0/8,10.0.0.0/99' }, 'http://proxy.test:3128/'],
    ['https://[fd00::1]/', { ...env, NO_PROXY: 'fd00::/8' }, undefined],
  ])('%s with %j', (url, given, proxy) => {
    expect(proxyFor(new URL(url), given)?.href).toBe(proxy);
  });

  it('refuses one that does not speak HTTP', () => {
    expect(() => proxyFor(new URL('https://a.org'), { HTTPS_PROXY: 'socks5://p:1080' })).toThrow(
      'HTTPS_PROXY is not the address of a proxy that speaks HTTP',
    );
  });
});

describe('a proxy', () => {
  it('passes TLS on, with the name of the server and the login of the proxy', async () => {
    const names: (string | undefined)[] = [];
    const { createServer: createTls } = await import('node:tls');
    const secure = createTls({
      SNICallback: (name, done) => {
        names.push(name);
        done(new Error('no certificate'));
      },
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const proxy = await proxyTo((secure.address() as AddressInfo).port);
    const env = { HTTPS_PROXY: `http://ann:p%40ss@127.0.0.1:${proxy.at}` };
    const options = await connectionOptions(new URL('https://registry.test/v2/'), env, limits);
    await expect(httpAnswer(options, limits)).rejects.toThrow();
    expect(names).toEqual(['registry.test']);
    expect(proxy.asked).toEqual([`CONNECT registry.test:443 Basic ${Buffer.from('ann:p@ss').toString('base64')}`]);
    secure.close();
  });

  it('is asked for a whole address where there is no TLS', async () => {
    const proxy = await proxyTo(0);
    const env = { HTTP_PROXY: `127.0.0.1:${proxy.at}` };
    const options = await connectionOptions(new URL('http://registry.test/v2/x?y=1'), env, limits);
    expect((await httpAnswer(options, limits)).body.toString()).toBe('{"plain": true}');
    expect(proxy.asked).toEqual(['GET http://registry.test/v2/x?y=1 registry.test']);
  });

  it('that is not there is named', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const env = { HTTPS_PROXY: `127.0.0.1:${port}` };
    await expect(connectionOptions(new URL('https://registry.test/v2/'), env, limits)).rejects.toThrow(
      `the proxy 127.0.0.1:${port}: connect ECONNREFUSED`,
    );
  });

  it('that refuses is named, with what to do', async () => {
    const proxy = await proxyTo(0, '407 Proxy Authentication Required');
    const files = { '/shop/compose.yaml': 'services: {web: {image: registry.test/acme/web:1}}' };
    const env = { HTTPS_PROXY: `127.0.0.1:${proxy.at}` };
    const { code, err } = await runLater('convert --images registry', { files, env });
    expect(code).toBe(1);
    expect(err).toContain(
      `registry.test: the proxy 127.0.0.1:${proxy.at}: it answered 407 Proxy Authentication Required`,
    );
    expect(err).toContain('--images images.json takes it');
  });
});
