import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { AnswerLimits, HttpAnswer } from '../http-answer.ts';
import { dataOf, httpAnswer, jsonOf, refusalText, textOf } from '../http-answer.ts';
import { challengeOf } from './challenge.ts';
import type { Challenge } from './challenge.ts';
import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoints.ts';
import { connectionOptions } from './proxy.ts';

/** The registry shows the image to nobody, or to somebody else. */
export class NotAllowed extends Error {}

/** Asks an endpoint for a path of a repository: `manifests/1.29`. */
export type AskRegistry = (repository: string, path: string, accept?: string) => Promise<HttpAnswer>;

/** How registries are asked: within which limits, and through the proxy that the environment names. */
export interface Wire {
  readonly limits: AnswerLimits;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Headers {
  readonly [name: string]: string;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const longestChain = 5;

/**
 * A client of one endpoint. It asks without a name first, and then as the registry wants it; `credentials` is called only
 * then. Source: OCI Distribution Specification, "Pulling manifests"; distribution, `docs/spec/auth/token.md`.
 */
export function registryClient(
  { url, registry }: Endpoint,
  credentials: (registry: string) => Credentials | undefined,
  wire: Wire,
): AskRegistry {
  const authorizations = new Map<string, Promise<string | undefined>>();
  const ask = (to: URL, headers: Headers) => followed(to, headers, wire);

  return async (repository, path, accept = '*/*') => {
    const to = new URL(`/v2/${repository}/${path}`, url);
    const plain: Headers = { accept };
    const known = await authorizations.get(repository);
    const answer = await ask(to, known === undefined ? plain : { ...plain, authorization: known });
    if (answer.status !== 401 || known !== undefined) return answer;
    const challenge = challengeOf(answer.headers['www-authenticate'] ?? '');
    if (!challenge) throw new Error('it asks for a login, and not for one by password or token');
    const login = credentials(registry);
    const made = authorizationFor(challenge, url, repository, login, wire);
    authorizations.set(repository, made);
    const authorization = await made;
    const again = authorization === undefined ? answer : await ask(to, { ...plain, authorization });
    if (again.status !== 401 && again.status !== 403) return again;
    if (login) throw new Error(`the login of the Docker configuration for ${registry} may not read ${repository}`);
    throw new NotAllowed(refusalText(again));
  };
}

async function authorizationFor(
  challenge: Challenge,
  endpoint: URL,
  repository: string,
  login: Credentials | undefined,
  wire: Wire,
): Promise<string | undefined> {
  const basic = login && 'user' in login ? `Basic ${base64(`${login.user}:${login.password}`)}` : undefined;
  if (challenge.scheme === 'basic') return basic;
  const realm = URL.canParse(challenge.realm) ? new URL(challenge.realm) : undefined;
  if (realm?.protocol !== 'https:' && (realm?.protocol !== 'http:' || endpoint.protocol === 'https:'))
    throw new Error(`it wants a token of ${challenge.realm}, which is not an address with TLS`);
  const scope = `repository:${repository}:pull`;
  const query = { ...(challenge.service !== undefined && { service: challenge.service }), scope };
  const answer =
    login && 'identityToken' in login
      ? await exchanged(realm, { ...query, refresh_token: login.identityToken }, wire)
      : await followed(withQuery(realm, query), basic === undefined ? {} : { authorization: basic }, wire);
  if (login && [400, 401, 403].includes(answer.status))
    throw new Error(`${realm.host} does not accept the login of the Docker configuration: ${refusalText(answer)}`);
  if (answer.status === 401 || answer.status === 403) return undefined;
  if (answer.status !== 200) throw new Error(`${realm.host}, which gives tokens: ${refusalText(answer)}`);
  const data = dataOf(jsonOf(answer.body, `what ${realm.host} gives for a token`));
  const token = textOf(data['token']) ?? textOf(data['access_token']);
  if (!token || !/^[\x21-\x7e]+$/.test(token)) throw new Error(`${realm.host} gives no token`);
  return `Bearer ${token}`;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
  const to = new URL(url);
  for (const [name, value] of Object.entries(query)) to.searchParams.set(name, value);
  return to;
}

/** Source: distribution, `docs/spec/auth/oauth.md`. */
function exchanged(realm: URL, query: Readonly<Record<string, string>>, wire: Wire): Promise<HttpAnswer> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'transpose', ...query }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
  return answerOf(realm, { method: 'POST', headers }, wire, body);
}

async function answerOf(
  url: URL,
  { headers, ...asked }: { readonly method?: string; readonly headers: Headers },
  { limits, env }: Wire,
  body?: string,
): Promise<HttpAnswer> {
  const { headers: own, ...to } = await connectionOptions(url, env, limits);
  const all = { ...(own as Headers | undefined), ...headers };
  return httpAnswer({ ...to, ...asked, headers: all, ...authoritiesOf(url) }, limits, body);
}

/** Asks, also where the answer leads to. What logs in is for the first host alone. */
async function followed(first: URL, headers: Headers, wire: Wire): Promise<HttpAnswer> {
  const { authorization: _, ...others } = headers;
  let url = first;
  for (let step = 0; step <= longestChain; step += 1) {
    const asked = url.origin === first.origin ? headers : others;
    const answer = await answerOf(url, { headers: asked }, wire).catch((error: unknown) => {
      if (step === 0) throw error;
      throw new Error(`it leads to ${url.host}: ${(error as Error).message}`, { cause: error });
    });
    const { location } = answer.headers;
    if (!redirects.has(answer.status) || location === undefined) return answer;
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (!next || !/^https?:$/.test(next.protocol) || next.username !== '' || next.password !== '')
      throw new Error(`it leads to ${location}, which is not the address of a server`);
    if (url.protocol === 'https:' && next.protocol === 'http:')
      throw new Error(`it leads from TLS to ${next.host} without`);
    url = next;
  }
  throw new Error(`it leads to another address more than ${longestChain} times`);
}

/** The authority that the engine of this machine trusts for a registry. Source: dockerd, "Verify repository client with certificates". */
function authoritiesOf({ protocol, host }: URL): { readonly ca?: readonly string[] } {
  if (protocol !== 'https:') return {};
  try {
    return { ca: [...rootCertificates, readFileSync(`/etc/docker/certs.d/${host}/ca.crt`, 'utf8')] };
  } catch {
    return {};
  }
}
