import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checks } from '../../engine/checks.ts';
import type { Deployed } from './cluster.ts';
import { convertStack, run, settled } from './cluster.ts';
import type { Stack } from './stacks.ts';
import { appImage, python, server } from './stacks.ts';

/** An address of this machine that nothing else listens on: the listeners of a Gateway are on 80 and 443. */
const address = '127.77.0.1';
const definitions = ['middlewares.traefik.io', 'httproutes.gateway.networking.k8s.io'];

/** A service whose routers pass middlewares of several kinds, behind a Traefik that redirects plain requests. */
const labelled = (name: string): Stack => {
  const router = (key: string, path: string, middlewares: string): readonly string[] => [
    `traefik.http.routers.${key}.rule=Host(\`${name}.test\`) && PathPrefix(\`${path}\`)`,
    `traefik.http.routers.${key}.entrypoints=websecure`,
    ...(middlewares === '' ? [] : [`traefik.http.routers.${key}.middlewares=${middlewares}`]),
  ];
  const labels = [
    ...router('web', '/', ''),
    ...router('api', '/api', 'strip,marked'),
    ...router('inner', '/inner', 'login'),
    'traefik.http.middlewares.strip.stripprefix.prefixes=/api',
    'traefik.http.middlewares.marked.headers.customresponseheaders.X-Marked=yes',
    // The password is "password".
    'traefik.http.middlewares.login.basicauth.users=ann:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=',
    'traefik.http.services.web.loadbalancer.server.port=8000',
  ];
  return {
    compose: `
name: ${name}
services:
  proxy:
    image: traefik:v3
    command:
    - --entrypoints.web.http.redirections.entrypoint.to=websecure
    - --entrypoints.websecure.http.tls=true
  web:
    image: ${appImage}
    command: [python3, /srv/echo.py]
    configs: [{ source: echo, target: /srv/echo.py }]
    labels: ${JSON.stringify(labels)}
configs:
  ${python('echo', server(['def answer(url):', "    return 'web %s' % url.path"]))}
`,
  };
};

/** What curl says of an address of the host, as soon as the answer is the wanted one. */
function asked(wanted: string, format: string, ...words: readonly string[]): string {
  let answer = '';
  for (let tries = 0; tries < 30 && answer !== wanted; tries += 1) {
    if (tries > 0) run('sleep', '1');
    const to = ['--resolve', `*:80:${address}`, '--resolve', `*:443:${address}`];
    answer = run('curl', '-ksS', '--max-time', '5', ...to, '-w', format, ...words).stdout;
  }
  return answer;
}

/**
 * Where the variable TRAEFIK names the program: routes as its Ingresses with Middlewares, and as a Gateway with HTTPRoutes,
 * answer. The server has to have the definitions of both already.
 */
export function traefikChecks(directory: string, checks: Checks, all: Deployed[]): void {
  const program = process.env['TRAEFIK'] ?? '';
  const missing = definitions.filter((name) => run('kubectl', 'get', 'crd', name).status !== 0);
  if (!existsSync(program) || missing.length > 0) {
    const reason = missing.length > 0 ? `the server has no ${missing.join(', ')}` : 'TRAEFIK does not name its program';
    console.log(`Routes on Traefik itself, with middlewares and redirects, are not looked at: ${reason}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'traefik-'));
  const entries = { web: 80, websecure: 443 };
  const providers = ['ingress', 'crd', 'gateway'].map((name) => `--providers.kubernetes${name}=true`);
  const points = Object.entries(entries).map(([name, port]) => `--entrypoints.${name}.address=${address}:${port}`);
  const traefik = spawn(program, [...points, '--entrypoints.websecure.http.tls=true', ...providers], {
    stdio: 'ignore',
  });
  const gatewayClass = `traefik-${process.pid}`;
  try {
    const kinds = {
      ingress: { 'ingress-controller': 'traefik' },
      gateway: { route: 'gateway', 'gateway-class': gatewayClass },
    };
    const file = join(folder, 'class.yaml');
    writeFileSync(file, classOf(gatewayClass));
    run('kubectl', 'apply', '-f', file);
    for (const [kind, options] of Object.entries(kinds)) {
      const name = `e2e-traefik-${kind}-${process.pid}`;
      const stack = convertStack(directory, name, labelled(name), {}, options);
      all.push(stack);
      if (kind === 'gateway') makeCertificate(stack, folder);
      const applied = run('kubectl', 'apply', '-f', stack.output);
      checks.that(`traefik, ${kind}: the server takes the objects`, applied.status === 0, applied.stderr);
      const hindered = settled(stack);
      checks.that(`traefik, ${kind}: the Pods become ready`, hindered === '', hindered);
      answerChecks(`traefik, ${kind}`, name, checks);
      if (kind === 'ingress') passwordChecks(name, checks);
    }
  } finally {
    traefik.kill();
    run('kubectl', 'delete', 'gatewayclass', gatewayClass, '--ignore-not-found');
    rmSync(folder, { recursive: true });
  }
}

const classOf = (name: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: traefik.io/gateway-controller }
`;

function makeCertificate({ namespace, kubectl }: Deployed, folder: string): void {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const files = ['-keyout', key, '-out', certificate, '-subj', `/CN=${namespace}.test`];
  run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files);
  run('kubectl', 'create', 'namespace', namespace);
  kubectl('create', 'secret', 'tls', `${namespace}-test-tls`, `--cert=${certificate}`, `--key=${key}`);
}

function answerChecks(what: string, name: string, checks: Checks): void {
  const host = `${name}.test`;
  const plain = asked(`301 https://${host}/x`, '%{http_code} %{redirect_url}', '-o', '/dev/null', `http://${host}/x`);
  checks.that(`${what}: plain requests are sent to https`, plain === `301 https://${host}/x`, plain);
  const root = asked('web /x 200', ' %{http_code}', `https://${host}/x`);
  checks.that(`${what}: the host leads to the service`, root === 'web /x 200', root);
  const api = asked('web /y 200 yes', ' %{http_code} %header{x-marked}', `https://${host}/api/y`);
  checks.that(`${what}: the prefix is taken off, and a header set`, api === 'web /y 200 yes', api);
}

function passwordChecks(name: string, checks: Checks): void {
  const inner = `https://${name}.test/inner`;
  const closed = asked('401', '%{http_code}', '-o', '/dev/null', inner);
  const open = asked('200', '%{http_code}', '-o', '/dev/null', '-u', 'ann:password', inner);
  checks.that('traefik, ingress: a password is asked for', closed === '401' && open === '200', { closed, open });
}
