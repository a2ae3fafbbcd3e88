import { existsSync } from 'node:fs';
import { request } from 'node:http';
import type { Host } from '@transpose/core';

/** Where an engine listens: a socket, or a host with a port. */
export type EngineAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** How long an answer may take, and how large it may be. Tests have less time. */
export const engineLimits = { milliseconds: 10_000, bytes: 4 * 1024 * 1024 };

const addressText = (address: EngineAddress): string =>
  'socketPath' in address ? address.socketPath : `${address.host}:${address.port}`;

/** The engine that the environment names, or why it cannot be asked; else the first socket that is there, of Docker before Podman. */
export function engineAddress({ env }: Host, exists: (path: string) => boolean = existsSync): EngineAddress | string {
  const named = env['DOCKER_HOST'] || env['CONTAINER_HOST'];
  if (named) return namedAddress(named, Boolean(env['DOCKER_TLS_VERIFY']));
  const runtime = env['XDG_RUNTIME_DIR'];
  const home = env['HOME'];
  const sockets = [
    '/var/run/docker.sock',
    ...(runtime ? [`${runtime}/docker.sock`] : []),
    ...(home ? [`${home}/.docker/run/docker.sock`, `${home}/.colima/default/docker.sock`] : []),
    ...(runtime ? [`${runtime}/podman/podman.sock`] : []),
    '/run/podman/podman.sock',
    ...(env['OS'] === 'Windows_NT' ? ['//./pipe/docker_engine'] : []),
  ];
  const found = sockets.find(exists);
  if (found === undefined)
    return `there is no socket of a container engine (${sockets.join(', ')}): start Docker, run "systemctl --user start podman.socket", or set DOCKER_HOST`;
  return { socketPath: found };
}

function namedAddress(text: string, tls: boolean): EngineAddress | string {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(text)?.[1];
  if (socket !== undefined) return { socketPath: socket };
  const [, host, port] = /^(?:tcp|http):\/\/(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})\/?$/.exec(text) ?? [];
  if (host !== undefined && port !== undefined && !tls)
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  return `only unix:// and tcp:// without TLS can be asked, not ${text}${tls ? ' with TLS' : ''}: run transpose images inspect on that machine, and give its file`;
}

/** What an engine answers to a question: its JSON; undefined where it does not have that. Rejects with a reason in words. */
export function askEngine(
  address: EngineAddress,
  path: string,
  limits: typeof engineLimits = engineLimits,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      asked.destroy();
      reject(new Error(`${addressText(address)}: ${why}`));
    };
    const timer = setTimeout(() => fail(`no answer within ${limits.milliseconds / 1000} s`), limits.milliseconds);
    const asked = request({ ...address, path, method: 'GET', headers: { Host: 'localhost' } }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > limits.bytes) fail(`the answer is larger than ${limits.bytes} bytes`);
      });
      response.on('error', ({ message }) => fail(message));
      response.on('end', () => {
        clearTimeout(timer);
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 404) return resolve(undefined);
        if (response.statusCode !== 200)
          return fail(`it answered ${response.statusCode}: ${text.trim().slice(0, 200)}`);
        try {
          resolve(JSON.parse(text));
        } catch {
          fail('the answer is not JSON');
        }
      });
    });
    asked.on('error', ({ message }) => fail(message));
    asked.end();
  });
}
