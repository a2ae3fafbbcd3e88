import { existsSync } from 'node:fs';
import type { Host } from '@transpose/core';
import type { AnswerLimits } from './http-answer.ts';
import { answerLimits, httpAnswer, jsonOf, refusalText } from './http-answer.ts';
import type { ImageSource } from './image-source.ts';

/** Where an engine listens: a socket, or a host with a port. */
export type EngineAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number };

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
export async function askEngine(
  address: EngineAddress,
  path: string,
  limits: AnswerLimits = answerLimits,
): Promise<unknown> {
  try {
    const answer = await httpAnswer({ ...address, path, headers: { Host: 'localhost' } }, limits);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw new Error(refusalText(answer));
    return jsonOf(answer.body, 'the answer');
  } catch (error) {
    throw new Error(`${addressText(address)}: ${(error as Error).message}`, { cause: error });
  }
}

/** The engine of this machine; a text says why it cannot be asked. */
export function engineSource(host: Host): ImageSource | string {
  const address = engineAddress(host);
  if (typeof address === 'string') return address;
  return {
    // An engine that does not answer is asked once.
    atOnce: 1,
    async ask({ name }) {
      const config = await askEngine(address, `/images/${pathOf(name)}/json`);
      return config === undefined ? undefined : { config };
    },
    missing: (names) =>
      `the engine does not have ${names}: "docker pull" or "docker compose build" brings what is missing`,
  };
}

const pathOf = (name: string): string => encodeURIComponent(name).replaceAll(/%(?:2F|3A|40)/g, decodeURIComponent);
