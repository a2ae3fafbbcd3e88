import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Client } from '../client/client.ts';
import type { Connection } from '../client/connection.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import { isReady, podsOf } from './pods.ts';
import { podPath } from '../client/resource.ts';
import { openChannels } from '../client/streams.ts';

/** A port of a service that is to be reached on this machine. */
export interface Forward {
  /** The name of its container. */
  readonly service: string;
  /** Port of the container. */
  readonly target: number;
  /** Port of this machine; 0: any. */
  readonly local: number;
}

export interface ForwardOptions {
  /** `127.0.0.1` when left out. */
  readonly address?: string;
  readonly signal: AbortSignal;
  /** Told when a connection cannot be passed on, and why. */
  readonly failed?: (why: string) => void;
}

/**
 * Listens on a port of this machine until the signal ends it, and passes each connection on to a Pod of the service that is
 * ready then. Gives the port. What the machine refuses (a port that is taken) is an Error with its `code`.
 */
export async function forward(
  client: Client,
  connection: Connection,
  place: ProjectPlace,
  { service, target, local }: Forward,
  { address = '127.0.0.1', signal, failed }: ForwardOptions,
): Promise<number> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // Errors of a browser that goes away.
    socket.on('error', () => socket.destroy());
    pass(client, connection, place, { service, target }, socket).catch((error: unknown) => {
      socket.destroy();
      if (!signal.aborted) failed?.((error as Error).message);
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(local, address, done);
  });
  const stop = (): void => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const bound = server.address();
  return typeof bound === 'object' && bound ? bound.port : local;
}

/** Passes one connection on. Source: `portforward` of the API server; the first message of a channel holds the port. */
async function pass(
  client: Client,
  connection: Connection,
  place: ProjectPlace,
  { service, target }: Pick<Forward, 'service' | 'target'>,
  socket: Socket,
): Promise<void> {
  socket.pause();
  const pod = (await podsOf(client, place, service)).findLast(isReady);
  if (!pod) throw new Error(`no Pod of "${service}" is ready`);
  const begun = new Set<number>();
  let problem = '';
  const channels = await openChannels(
    connection,
    `${podPath(place, pod.metadata.name)}/portforward?ports=${target}`,
    (channel, data, { writeTo }) => {
      const rest = begun.has(channel) ? data : data.subarray(2);
      begun.add(channel);
      if (channel === 0 && rest.length > 0) writeTo(socket, rest);
      if (channel === 1) problem += rest.toString();
    },
  );
  channels.sendAll(0, socket);
  socket.once('close', () => channels.close());
  socket.resume();
  await channels.closed;
  socket.end();
  if (problem !== '') throw new Error(`port ${target} of "${service}": ${problem.trim()}`);
}
