import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checks } from '../../engine/checks.ts';
import type { Deployed } from './cluster.ts';
import { run } from './cluster.ts';
import type { Stack } from './stacks.ts';
import { appImage, python, server } from './stacks.ts';

const plainHost = (name: string): string => `shop.${name}.test`;
const secureHost = (name: string): string => `secure.${name}.test`;

/** Services behind routers of Traefik, which answer with their name and the path that they were asked for. */
export const routed = (name: string): Stack => {
  const service = (key: string, labels: readonly string[]): string => `
  ${key}:
    image: ${appImage}
    command: [python3, /srv/echo.py]
    environment: { NAME: ${key} }
    configs: [{ source: echo, target: /srv/echo.py }]
    labels: ${JSON.stringify(labels)}`;
  const router = (key: string, rule: string): readonly string[] => [
    `traefik.http.routers.${key}.rule=${rule}`,
    `traefik.http.services.${key}.loadbalancer.server.port=8000`,
  ];
  const host = `Host(\`${plainHost(name)}\`)`;
  return {
    compose: `
name: ${name}
services:${service('web', router('web', host))}${service('api', router('api', `${host} && PathPrefix(\`/api\`)`))}${service(
      'one',
      router('one', `${host} && Path(\`/one\`)`),
    )}${service('secure', [
      `kompose.service.expose=${secureHost(name)}`,
      'kompose.service.expose.tls-secret=certificate',
      'kompose.service.type=clusterip',
    ])}
    expose: ["8000"]
configs:
  ${python('echo', server(['def answer(url):', "    return '%s %s' % (os.environ['NAME'], url.path)"]))}
`,
  };
};

/** What the Ingress controller of the cluster answers, as soon as it knows the route. */
function answered(...words: readonly string[]): string {
  let answer = '';
  for (let tries = 0; tries < 30; tries += 1) {
    const asked = run('curl', '-sS', '--max-time', '5', ...words);
    answer = asked.status === 0 ? asked.stdout : asked.stderr;
    if (asked.status === 0 && !answer.includes('<html>')) break;
    run('sleep', '1');
  }
  return answer;
}

/** Asks by host, path and TLS; a controller that redirects sends plain requests of the host with TLS to https. */
export function routeChecks(stack: Deployed, checks: Checks): void {
  const { namespace, kubectl } = stack;
  const secure = secureHost(namespace);
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const files = ['-keyout', key, '-out', certificate];
  const names = ['-subj', '/CN=e2e', '-addext', `subjectAltName=DNS:${secure}`];
  run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...names);
  kubectl('create', 'secret', 'tls', 'certificate', `--cert=${certificate}`, `--key=${key}`);
  const ask = (path: string) => answered('-H', `Host: ${plainHost(namespace)}`, `http://127.0.0.1:8080${path}`);
  const asked = ['/', '/other', '/api', '/api/x', '/apix', '/one', '/one/x'].map((path) => [path, ask(path)]);
  const wanted = [
    ['/', 'web /'],
    ['/other', 'web /other'],
    ['/api', 'api /api'],
    ['/api/x', 'api /api/x'],
    ['/apix', 'web /apix'],
    ['/one', 'one /one'],
    ['/one/x', 'web /one/x'],
  ];
  checks.that('routes: host and path lead to the service', JSON.stringify(asked) === JSON.stringify(wanted), asked);
  const to = ['--resolve', `${secure}:8443:127.0.0.1`, '--cacert', certificate];
  const trusted = answered(...to, `https://${secure}:8443/x`);
  checks.that('routes: TLS has the certificate of the Secret', trusted === 'secure /x', trusted);
  const other = run(
    'curl',
    '-sS',
    '-o',
    '/dev/null',
    '-w',
    '%{http_code}',
    '-H',
    'Host: other.test',
    'http://127.0.0.1:8080/',
  );
  checks.that('routes: another host is not found', other.stdout === '404', other);
  rmSync(folder, { recursive: true });
}
