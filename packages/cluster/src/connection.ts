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
    ...(sent.signal && { signal: sent.signal }),
  };
  await connection.authorize(options);
  return new Promise((done, fail) => {
    const outgoing = (url.protocol === 'http:' ? requestPlain : requestSecure)(url, options);
    outgoing.setTimeout(sent.timeout, () =>
      outgoing.destroy(new ConnectionError(`${url.host} does not answer within ${sent.timeout / 1000} s`)),
    );
    outgoing.once('response', (answer) => {
      // Who reads it is told; one that is broken off while nobody does is no error of the process.
      answer.on('error', () => undefined);
      done(answer);
    });
    outgoing.on('error', fail);
    outgoing.end(sent.body);
  });
}
