import type { RequestOptions } from 'node:https';
import type { Readable, Writable } from 'node:stream';
import { WebSocket } from 'ws';
import { ApiError, ConnectionError } from './api-error.ts';
import type { Connection } from './connection.ts';

/** A WebSocket of the API server, on which each message begins with the number of its channel. */
export interface Channels {
  send(channel: number, data: Uint8Array | string): void;
  /** Sends what a stream gives, no faster than the server takes it; gives what stops that. */
  sendAll(channel: number, from: Readable): () => void;
  /** Writes to a stream, and takes no more from the server until it has room. */
  writeTo(stream: Writable, data: Uint8Array): void;
  /** No more will be sent on a channel; servers before Kubernetes 1.30 cannot be told. */
  end(channel: number): void;
  close(): void;
  /** Resolves when the server has closed it; a connection that broke is a ConnectionError. */
  readonly closed: Promise<void>;
}

/** A connection over which nothing goes is cut by proxies, often after a minute; one that broke is never told to who only waits. */
const heartbeat = 15_000;
/** So often an answer may stay away. */
const missedBeats = 4;
/** Milliseconds that the server has for its part of closing. */
const patience = 1000;

/**
 * Opens the channels of a path (`exec`, `portforward`). Source: `remotecommand.k8s.io`, versions 4 and 5; 5 knows the end of
 * standard input.
 */
export async function openChannels(
  connection: Connection,
  path: string,
  take: (channel: number, data: Buffer, channels: Channels) => void,
  interval = heartbeat,
): Promise<Channels> {
  const url = new URL(connection.server.replace(/\/$/, '') + path);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  const options: RequestOptions = { headers: {} };
  await connection.authorize(options);
  const socket = new WebSocket(url, ['v5.channel.k8s.io', 'v4.channel.k8s.io'], {
    ...(options as object),
    handshakeTimeout: 30_000,
  });
  const channels = channelsOf(socket);
  keepAlive(socket, interval);
  // It may bring messages along with its opening.
  socket.on('message', (message: Buffer) => {
    if (message.length > 0) take(message[0] ?? 0, message.subarray(1), channels);
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
  return channels;
}

/** Lets something go over a socket while neither side has anything to say, and breaks it off when the server is gone. */
function keepAlive(socket: WebSocket, interval: number): void {
  let missed = 0;
  const isHeard = (): void => void (missed = 0);
  socket.on('pong', isHeard).on('message', isHeard);
  const timer = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    // Who has no room for more hears no answer either.
    missed = socket.isPaused ? 0 : missed + 1;
    if (missed > missedBeats) socket.terminate();
    else socket.ping();
  }, interval);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}

function channelsOf(socket: WebSocket): Channels {
  let isClosing = false;
  const closed = new Promise<void>((done, fail) => {
    // Without a word of the server, as nobody closes it on purpose.
    socket.once('close', (code) =>
      code === 1006 && !isClosing ? fail(new ConnectionError('the connection to the cluster is lost')) : done(),
    );
    socket.once('error', (error) =>
      fail(new ConnectionError(`the connection to the cluster is lost: ${error.message}`)),
    );
  });
  // Who is interested waits for it.
  closed.catch(() => undefined);
  const isOpen = (): boolean => socket.readyState === WebSocket.OPEN;
  const send = (channel: number, data: Uint8Array | string, sent: () => void = () => undefined): void => {
    if (isOpen()) socket.send(Buffer.concat([Buffer.of(channel), Buffer.from(data)]), sent);
  };
  return {
    closed,
    send,
    sendAll(channel, from) {
      const pass = (data: Uint8Array): void => {
        from.pause();
        send(channel, data, () => from.resume());
      };
      from.on('data', pass);
      return () => void from.off('data', pass);
    },
    writeTo(stream, data) {
      // What comes after that is read for the server's answer only.
      if (isClosing || stream.write(data)) return;
      // Messages that had come already are told after that, too.
      if (!socket.isPaused) stream.once('drain', () => socket.resume());
      socket.pause();
    },
    end(channel) {
      if (isOpen() && socket.protocol === 'v5.channel.k8s.io') socket.send(Buffer.of(255, channel));
    },
    close() {
      isClosing = true;
      // Else it would wait for an answer that nobody reads.
      socket.resume();
      socket.close();
      // A server that has much to say may not get to it.
      setTimeout(() => socket.terminate(), patience).unref();
    },
  };
}
