import { request as requestPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { request as requestSecure } from 'node:https';
import { ConnectionError } from './api-error.ts';

/** How to reach an API server. */
export interface Connection {
  /** `https://127.0.0.1:6443`; a path may follow. */
  readonly server: string;
  /** Adds what the server asks of its users: certificates, a token, a proxy's agent. */
  authorize(options: RequestOptions): Promise<void>;
}

export interface Sent {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds without a byte after which the call is given up. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** Sends one request and gives its answer as soon as the head is there. */
export async function send(connection: Connection, sent: Sent): Promise<IncomingMessage> {
  const url = new URL(connection.server.replace(/\/$/, '') + sent.path);
  const options: RequestOptions = {
    method: sent.method,
    headers: { accept: 'application/json', ...sent.headers },
  };
  await connection.authorize(options);
  return new Promise((done, fail) => {
    const outgoing = (url.protocol === 'http:' ? requestPlain : requestSecure)(url, options);
    outgoing.setTimeout(sent.timeout, () =>
      outgoing.destroy(new ConnectionError(`${url.host} does not answer within ${sent.timeout / 1000} s`)),
    );
    // As an option the signal would end the socket, too, which other calls use once the answer has ended; and with an error
    // the socket of an answer that was received and is not read yet would have nobody who takes it.
    const { signal } = sent;
    const stop = (): void => {
      fail(signal?.reason as Error);
      outgoing.destroy();
    };
    const forget = (): void => signal?.removeEventListener('abort', stop);
    signal?.addEventListener('abort', stop, { once: true });
    outgoing.once('close', forget);
    outgoing.on('error', fail);
    outgoing.once('response', (answer) => {
      answer.once('end', forget);
      // Who reads it is told; one that is broken off while nobody does is not an error of the process.
      answer.on('error', () => undefined);
      done(answer);
    });
    if (signal?.aborted) stop();
    outgoing.end(sent.body);
  });
}
