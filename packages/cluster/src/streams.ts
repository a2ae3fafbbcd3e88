import type { RequestOptions } from 'node:https';
import { WebSocket } from 'ws';
import { ApiError, ConnectionError } from './api-error.ts';
import type { Connection } from './connection.ts';

/** A WebSocket of the API server, on which each message begins with the number of its channel. */
export interface Channels {
  send(channel: number, data: Uint8Array | string): void;
  /** No more will be sent on a channel. */
  end(channel: number): void;
  close(): void;
  /** Resolves when the server has closed it; a connection that broke is a ConnectionError. */
  readonly closed: Promise<void>;
  /** Whether the server knows the end of a channel. */
  readonly canEnd: boolean;
}

/**
 * Opens the channels of a path (`exec`, `portforward`). Source: `remotecommand.k8s.io`, versions 4 and 5; 5 knows the end of
 * standard input.
 */
export async function openChannels(
  connection: Connection,
  path: string,
  take: (channel: number, data: Buffer) => void,
): Promise<Channels> {
  const url = new URL(connection.server.replace(/\/$/, '') + path);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  const options: RequestOptions = { headers: {} };
  await connection.authorize(options);
  const socket = new WebSocket(url, ['v5.channel.k8s.io', 'v4.channel.k8s.io'], {
    ...(options as object),
    handshakeTimeout: 30_000,
  });
  socket.on('message', (message: Buffer) => {
    if (message.length > 0) take(message[0] ?? 0, message.subarray(1));
  });
  await new Promise<void>((done, fail) => {
    socket.once('open', done);
    socket.once('error', (error) => fail(new ConnectionError(`cannot reach the cluster: ${error.message}`)));
    socket.once('unexpected-response', (_request, answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.once('end', () => fail(new ApiError(answer.statusCode ?? 0, text)));
    });
  });
  const closed = new Promise<void>((done, fail) => {
    socket.once('close', () => done());
    socket.once('error', (error) =>
      fail(new ConnectionError(`the connection to the cluster is lost: ${error.message}`)),
    );
  });
  // Who is interested waits for it.
  closed.catch(() => undefined);
  const canEnd = socket.protocol === 'v5.channel.k8s.io';
  const isOpen = (): boolean => socket.readyState === WebSocket.OPEN;
  return {
    closed,
    canEnd,
    send(channel, data) {
      if (isOpen()) socket.send(Buffer.concat([Buffer.of(channel), Buffer.from(data)]));
    },
    end(channel) {
      if (isOpen() && canEnd) socket.send(Buffer.of(255, channel));
    },
    close: () => socket.close(),
  };
}
