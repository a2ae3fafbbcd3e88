import { spawnSync } from 'node:child_process';
import type { Host } from '@transpose/core';
import { absolutePath } from '@transpose/core';
import type { Data } from '../http-answer.ts';
import { dataOf, jsonOf, textOf } from '../http-answer.ts';

/** What logs in at a registry. */
export type Credentials =
  | { readonly user: string; readonly password: string }
  /** What `docker login` got in exchange for a password: it is good for tokens only. */
  | { readonly identityToken: string };

/**
 * The credentials that `docker login` or `podman login` left for a registry, in the order in which those look: the helper
 * of the registry, the store of the user, the file itself. Throws a reason in words.
 * Sources: docker/cli, `cli/config/configfile/file.go`, GetAuthConfig; containers-auth.json(5).
 */
export function credentialsFor(host: Host, registry: string): Credentials | undefined {
  for (const { place, text } of loginFiles(host)) {
    const config = dataOf(jsonOf(text, place));
    const helper = textOf(dataOf(config['credHelpers'])[registry]) ?? textOf(config['credsStore']);
    const found = helper ? fromHelper(helper, serverOf(registry)) : fromFile(dataOf(config['auths']), registry);
    if (found) return found;
  }
  return undefined;
}

/** Docker's own registry is kept under the address that it had first. */
const serverOf = (registry: string): string => (registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry);

function loginFiles(host: Host): readonly { readonly place: string; readonly text: Uint8Array }[] {
  const { env } = host;
  const home = env['HOME'] || env['USERPROFILE'];
  const runtime = env['XDG_RUNTIME_DIR'];
  const given = env['DOCKER_AUTH_CONFIG'];
  const paths = [
    ...(env['DOCKER_CONFIG'] ? [`${env['DOCKER_CONFIG']}/config.json`] : home ? [`${home}/.docker/config.json`] : []),
    ...(env['REGISTRY_AUTH_FILE'] ? [env['REGISTRY_AUTH_FILE']] : []),
    ...(runtime ? [`${runtime}/containers/auth.json`] : []),
    ...(home ? [`${home}/.config/containers/auth.json`] : []),
  ];
  const files = paths.flatMap((path) => {
    const read = host.readFile(absolutePath(host, path));
    return read.ok ? [{ place: path, text: read.value }] : [];
  });
  return [...(given ? [{ place: 'DOCKER_AUTH_CONFIG', text: new TextEncoder().encode(given) }] : []), ...files];
}

function fromFile(auths: Data, registry: string): Credentials | undefined {
  const isOf = (key: string): boolean => key === serverOf(registry) || hostOf(key) === registry;
  const entry = dataOf(Object.entries(auths).find(([key]) => isOf(key))?.[1]);
  const identityToken = textOf(entry['identitytoken']);
  if (identityToken) return { identityToken };
  const pair = Buffer.from(textOf(entry['auth']) ?? '', 'base64').toString();
  const user = textOf(entry['username']) ?? pair.slice(0, Math.max(pair.indexOf(':'), 0));
  const password = textOf(entry['password']) ?? pair.slice(pair.indexOf(':') + 1);
  return user === '' ? undefined : { user, password };
}

/** Old files have addresses: `https://ghcr.io/v2/`. */
const hostOf = (key: string): string | undefined => key.replace(/^https?:\/\//, '').split('/')[0];

/** Source: docker-credential-helpers, `README.md`, Development. */
function fromHelper(name: string, server: string): Credentials | undefined {
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]+$/.test(name)) throw new Error(`"${name}" is not the name of a credential helper`);
  const { error, status, stdout } = spawnSync(program, ['get'], {
    input: server,
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 1024 * 1024,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  if (error) throw new Error(`${program}, which the Docker configuration names, does not run: ${error.message}`);
  // It has none: the registry may be a public one.
  if (status !== 0) return undefined;
  const answer = dataOf(jsonOf(new TextEncoder().encode(stdout), `what ${program} says`));
  const user = textOf(answer['Username']);
  const secret = textOf(answer['Secret']);
  if (!user || secret === undefined) return undefined;
  return user === '<token>' ? { identityToken: secret } : { user, password: secret };
}
