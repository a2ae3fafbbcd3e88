import type { IncomingHttpHeaders, RequestOptions } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

/** How long an answer may take, and how large it may be. */
export interface AnswerLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** What the configuration of an image and the lists of registries never reach. Tests have less time. */
export const answerLimits: AnswerLimits = { milliseconds: 10_000, bytes: 4 * 1024 * 1024 };

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What listens there does not speak TLS. */
export class NoTls extends Error {}

/** Words of Node, which names the causes by codes: those of OpenSSL have no common prefix. */
function connectionError({ message, code = 'no connection' }: NodeJS.ErrnoException): Error {
  const text = message === '' ? code : message;
  if (/^(?:EPROTO|ECONNRESET|ERR_SSL_)/.test(code)) return new NoTls(text);
  const isUnknown = /CERT|UNABLE_TO_VERIFY/.test(code);
  return new Error(isUnknown ? `${text}; NODE_EXTRA_CA_CERTS names a file of authorities to trust` : text);
}

/** Asks once, without following redirects. Rejects with a reason in words when there is no whole answer within the limits. */
export function httpAnswer(options: RequestOptions, limits: AnswerLimits, body?: string): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const end = (error: Error): void => {
      clearTimeout(timer);
      asked.destroy();
      reject(error);
    };
    const isTooLarge = (bytes: number): boolean => {
      const is = bytes > limits.bytes;
      if (is) end(new Error(`the answer is larger than ${limits.bytes} bytes`));
      return is;
    };
    const broken = (error: NodeJS.ErrnoException): void => end(connectionError(error));
    const timer = setTimeout(
      () => end(new Error(`no answer within ${limits.milliseconds / 1000} s`)),
      limits.milliseconds,
    );
    const request = options.protocol === 'https:' ? secureRequest : plainRequest;
    const asked = request(options, (response) => {
      const { statusCode: status = 0, headers } = response;
      if (isTooLarge(Number(headers['content-length'] ?? 0))) return;
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (!isTooLarge(bytes)) chunks.push(chunk);
      });
      response.on('error', broken);
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    });
    asked.on('error', broken);
    asked.end(body);
  });
}

/** `it answered 500: broken` */
export const refusalText = ({ status, body }: HttpAnswer): string =>
  `it answered ${status}: ${body.toString().trim().slice(0, 200)}`;

/** The JSON of a text; throws a reason in words. */
export function jsonOf(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error(`${what} is not JSON`);
  }
}

export type Data = Readonly<Record<string, unknown>>;

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of JSON; anything else has no fields. */
export const dataOf = (value: unknown): Data => (isData(value) ? value : {});

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
