import { setTimeout as pause } from 'node:timers/promises';
import { ApiError, ConfigurationError, ConnectionError } from './api-error.ts';
import type { Connection, Sent } from './connection.ts';
import { send } from './connection.ts';

/** One call. All that we make may be made twice: reading, server-side apply and deleting by uid. */
export interface Call {
  readonly method?: 'GET' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly type?: string;
  readonly body?: unknown;
}

export interface ClientOptions {
  /** Told when a call is tried again, and why. */
  readonly retrying?: (why: string) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds that the server may be silent. */
  readonly timeout?: number;
  /** Milliseconds before the first new try; they double. */
  readonly delay?: number;
}

const tries = 6;
/** Milliseconds that the server may be silent on a stream. */
const longestSilence = 330_000;

/** Calls an API server. Each call has a timeout, and a lost connection or a busy server (429, 503) is tried again. */
export class Client {
  readonly #connection: Connection;
  readonly #options: ClientOptions;

  constructor(connection: Connection, options: ClientOptions = {}) {
    this.#connection = connection;
    this.#options = options;
  }

  /** The same client for what has to be done when all else was ended. */
  unending(): Client {
    const { signal: _, ...options } = this.#options;
    return new Client(this.#connection, options);
  }

  /** The object that the server answers. Refusals are an {@link ApiError}. */
  async call<T>(call: Call): Promise<T> {
    return JSON.parse(await this.text(call)) as T;
  }

  /** The same; undefined when there is no such object. */
  async find<T>(call: Call): Promise<T | undefined> {
    try {
      return await this.call<T>(call);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  async text(call: Call): Promise<string> {
    const { delay = 250, retrying } = this.#options;
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#once(call);
      } catch (error) {
        const why = tried < tries && !this.#options.signal?.aborted ? passing(error) : undefined;
        if (why === undefined) throw error instanceof ApiError ? error : connectionError(error);
        retrying?.(why);
        await this.pause(delay * 2 ** (tried - 1));
      }
    }
  }

  /**
   * The lines of an answer that goes on, as of a watch or of logs. It ends when the server ends it. A line that is longer than
   * `longest` characters comes in parts.
   */
  async *lines(call: Call, signal = this.#options.signal, longest = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
    const answer = await send(this.#connection, this.#sent(call, longestSilence, signal));
    answer.setEncoding('utf8');
    let rest = '';
    for await (const piece of answer as AsyncIterable<string>) {
      if (answer.statusCode !== 200) {
        rest += piece;
        continue;
      }
      const [first = '', ...parts] = piece.split('\n');
      parts.unshift(rest + first);
      rest = parts.pop() ?? '';
      yield* parts;
      if (rest.length < longest) continue;
      yield rest;
      rest = '';
    }
    if (answer.statusCode !== 200) throw new ApiError(answer.statusCode ?? 0, rest);
    if (rest !== '') yield rest;
  }

  /** Waits before something is tried again, unless all is over. */
  async pause(milliseconds: number = this.#options.delay ?? 250): Promise<void> {
    const { signal } = this.#options;
    await pause(milliseconds, undefined, signal ? { signal } : {});
  }

  async #once(call: Call): Promise<string> {
    const answer = await send(this.#connection, this.#sent(call, this.#options.timeout ?? 30_000));
    answer.setEncoding('utf8');
    let text = '';
    for await (const piece of answer as AsyncIterable<string>) text += piece;
    const { statusCode = 0 } = answer;
    if (statusCode < 500 && /^\s*</.test(text))
      throw new ConfigurationError(
        `${this.#connection.server} answers with a web page instead of the Kubernetes API: a login or a proxy may be in between`,
      );
    if (statusCode >= 200 && statusCode < 300) return text;
    throw new ApiError(statusCode, text);
  }

  #sent(call: Call, timeout: number, signal = this.#options.signal): Sent {
    const query = new URLSearchParams(
      Object.entries(call.query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ).toString();
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    return {
      method: call.method ?? 'GET',
      path: query === '' ? call.path : `${call.path}?${query}`,
      timeout,
      // Without its length Node sends no body that a server could read with DELETE.
      ...(body !== undefined && {
        body,
        headers: { 'content-type': call.type ?? 'application/json', 'content-length': String(Buffer.byteLength(body)) },
      }),
      ...(signal && { signal }),
    };
  }
}

/** Why a failure may pass by itself; undefined: it does not. */
function passing(error: unknown): string | undefined {
  if (error instanceof ApiError)
    return error.status === 429 || error.status >= 502 || (error.status === 500 && /etcd|timeout/i.test(error.message))
      ? `the API server is busy (${error.status})`
      : undefined;
  if (error instanceof ConfigurationError) return undefined;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const passes = error instanceof ConnectionError || /^E(?:CONNRESET|CONNREFUSED|PIPE|TIMEDOUT|AI_AGAIN)$/.test(code);
  return passes ? `the connection to the cluster is lost (${code || (error as Error).message})` : undefined;
}

const connectionError = (error: unknown): Error => {
  if (error instanceof ConnectionError || (error as Error).name === 'AbortError') return error as Error;
  return new ConnectionError(`cannot reach the cluster: ${(error as Error).message || String(error)}`);
};
