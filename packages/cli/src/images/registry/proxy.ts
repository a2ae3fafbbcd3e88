import type { RequestOptions } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { BlockList, isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import { urlToHttpOptions } from 'node:url';
import type { AnswerLimits } from '../http-answer.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for an address by `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, also in small letters; undefined: none. Throws a reason
 * in words. Source: golang.org/x/net/http/httpproxy, by which Docker does it.
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const value = (name: string) => env[name] || env[name.toLowerCase()];
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const text = value(name);
  if (text === undefined || isLocal(url.hostname) || isExcepted(url, value('NO_PROXY') ?? '')) return undefined;
  const full = text.includes('://') ? text : `http://${text}`;
  const proxy = URL.canParse(full) ? new URL(full) : undefined;
  if (proxy?.protocol !== 'http:' && proxy?.protocol !== 'https:')
    throw new Error(`${name} is not the address of a proxy that speaks HTTP`);
  return proxy;
}

const plainHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').toLowerCase();

const isLocal = (hostname: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(plainHost(hostname));

const portOf = ({ protocol, port }: URL): string => port || (protocol === 'https:' ? '443' : '80');

/** `.example.org` means what is below, `example.org` that host as well; also addresses, networks and `host:port`. */
function isExcepted(url: URL, list: string): boolean {
  const host = plainHost(url.hostname);
  return list.split(',').some((part) => {
    const entry = part.trim().toLowerCase();
    if (entry === '' || entry === '*') return entry === '*';
    const [, address = '', bits] = /^([\da-f.:]+)\/(\d{1,3})$/.exec(entry) ?? [];
    if (bits !== undefined) return isIn(host, address, Number(bits));
    const [, name = '', port] = /^(\[[\da-f:]+\]|[^:]+):(\d{1,5})$/.exec(entry) ?? ['', entry];
    if (port !== undefined && port !== portOf(url)) return false;
    const below = plainHost(name).replace(/^\*(?=\.)/, '');
    return below.startsWith('.') ? host.endsWith(below) : host === below || host.endsWith(`.${below}`);
  });
}

function isIn(host: string, address: string, bits: number): boolean {
  const family = isIP(address);
  if (family === 0 || family !== isIP(host) || bits > (family === 4 ? 32 : 128)) return false;
  const network = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  network.addSubnet(address, bits, type);
  return network.check(host, type);
}

/** What to ask an address with: through its proxy, where it has one. Rejects with a reason in words. */
export async function connectionOptions(url: URL, env: Environment, limits: AnswerLimits): Promise<RequestOptions> {
  const direct = urlToHttpOptions(url);
  const proxy = proxyFor(url, env);
  if (!proxy) return direct;
  const login = loginOf(proxy);
  if (url.protocol === 'http:') return { ...addressOf(proxy), path: url.href, headers: { host: url.host, ...login } };
  const socket = await tunnelled(proxy, `${url.hostname}:${portOf(url)}`, login, limits);
  const servername = isIP(plainHost(url.hostname)) === 0 ? { servername: url.hostname } : {};
  return {
    ...direct,
    createConnection: (options) => connectTls({ ...(options as ConnectionOptions), socket, ...servername }),
  };
}

const addressOf = (proxy: URL): RequestOptions => {
  const { protocol, hostname, port } = urlToHttpOptions(proxy);
  return { protocol, hostname, port };
};

function loginOf({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}

/** A connection that a proxy passes on as it is. Source: RFC 9110, section 9.3.6. */
function tunnelled(
  proxy: URL,
  target: string,
  login: Readonly<Record<string, string>>,
  { milliseconds }: AnswerLimits,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      asked.destroy();
      reject(new Error(`the proxy ${proxy.host}: ${reason}`));
    };
    const timer = setTimeout(() => fail(`no answer within ${milliseconds / 1000} s`), milliseconds);
    const request = proxy.protocol === 'https:' ? secureRequest : plainRequest;
    const headers = { host: target, ...login };
    const asked = request({ ...addressOf(proxy), method: 'CONNECT', path: target, headers });
    asked.on('connect', ({ statusCode = 0, statusMessage = '' }, socket) => {
      if (statusCode !== 200) return fail(`it answered ${statusCode} ${statusMessage}`.trim());
      clearTimeout(timer);
      resolve(socket);
    });
    asked.on('error', ({ message, code = 'no connection' }: NodeJS.ErrnoException) => fail(message || code));
    asked.end();
  });
}
