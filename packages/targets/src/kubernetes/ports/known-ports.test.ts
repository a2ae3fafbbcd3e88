import { expect, test } from 'vitest';
import { composeContext } from '../testing/compose.ts';

function portsOf(yaml: string, service = 'web', files = {}) {
  const { context } = composeContext(yaml, { files });
  return context.ports.of(service).map(({ port, protocol }) => `${port}/${protocol.toLowerCase()}`);
}

test('declared ports: unique by number and protocol, ranges expanded', () => {
  const { context } = composeContext(`
services:
  web:
    image: x
    ports: ['8080:80', '127.0.0.1:8081:80', '53:53/udp', '53:53', {target: 9000, name: admin, app_protocol: h2c}]
    expose: ['80', '3000-3002', '70/sctp']
`);
  expect(context.ports.of('web').map(({ port, protocol, name }) => [port, protocol, name])).toEqual([
    [80, 'TCP', 'port-80'],
    [53, 'UDP', 'udp-53'],
    [53, 'TCP', 'port-53'],
    [9000, 'TCP', 'admin'],
    [3000, 'TCP', 'port-3000'],
    [3001, 'TCP', 'port-3001'],
    [3002, 'TCP', 'port-3002'],
    [70, 'SCTP', 'sctp-70'],
  ]);
  expect(context.ports.of('web')[3]?.appProtocol).toBe('kubernetes.io/h2c');
});

test.each([
  ['the Dockerfile', 'services: {web: {build: .}}', ['8000/tcp', '53/udp']],
  [
    'a label of Traefik',
    'services: {web: {image: x, labels: {traefik.http.services.w.loadbalancer.server.port: "8000"}}}',
    ['8000/tcp'],
  ],
  [
    'a label of Caddy',
    "services: {web: {image: x, labels: {caddy.reverse_proxy: '{{upstreams 8000}}'}}}",
    ['8000/tcp'],
  ],
  ['VIRTUAL_PORT', 'services: {web: {image: x, environment: {VIRTUAL_PORT: "8000"}}}', ['8000/tcp']],
  [
    'its healthcheck',
    'services: {web: {image: x, healthcheck: {test: "curl -f http://localhost:8000/ || exit 1"}}}',
    ['8000/tcp'],
  ],
  [
    'its healthcheck without a port',
    'services: {web: {image: x, healthcheck: {test: "curl -f http://127.0.0.1/up"}}}',
    ['80/tcp'],
  ],
  ['PORT', 'services: {web: {image: x, environment: {PORT: "8000"}}}', ['8000/tcp']],
  ['SERVICE_URL_X_PORT', 'services: {web: {image: x, environment: {SERVICE_URL_WEB_8000: ""}}}', ['8000/tcp']],
  ['a peer', 'services: {web: {image: x}, a: {image: x, command: [wait-for, "web:8000"]}}', ['8000/tcp']],
  [
    'a pair of variables',
    'services: {web: {image: x}, a: {image: x, environment: {WEB_HOST: web, WEB_PORT: "8000"}}}',
    ['8000/tcp'],
  ],
  [
    'a pair without a joint',
    'services: {web: {image: x}, a: {image: x, environment: {PGHOST: web, PGPORT: "8000"}}}',
    ['8000/tcp'],
  ],
  [
    'a scheme',
    'services: {web: {image: x}, a: {image: x, environment: {U: "postgresql+asyncpg://u:p@web/x"}}}',
    ['5432/tcp'],
  ],
  ['the image', 'services: {web: {image: "docker.io/library/redis:7"}}', ['6379/tcp']],
  [
    'no port that only a shell or a template knows',
    "services: {web: {image: x, healthcheck: {test: 'curl http://localhost:$${PORT:-8000}/'}}, a: {image: x, command: 'run http://web:$${APP_PORT}/'}}",
    [],
  ],
  ['nothing', 'services: {web: {image: x}, a: {image: x, environment: {IMAGE: "web:7.2", WEB: "visit web"}}}', []],
])('known by %s', (_, yaml, ports) => {
  expect(portsOf(yaml, 'web', { Dockerfile: 'FROM x\nARG P=8000\nEXPOSE $P 53/udp\n' })).toEqual(ports);
});

test('evidence adds up, what is declared comes first', () => {
  const { context } = composeContext(`
services:
  db: {image: postgres, expose: ['6000']}
  web: {image: x, environment: {URL: 'postgres://db:6000/x'}}
`);
  expect(context.ports.of('db').map(({ port, evidence }) => [port, evidence.map(({ kind }) => kind)])).toEqual([
    [6000, ['expose', 'peer']],
    [5432, ['image']],
  ]);
});

test('names are unique in a Pod that services share', () => {
  const { context } = composeContext(`
services:
  vpn: {image: x, ports: [{target: 80, name: http}]}
  app: {image: x, network_mode: 'service:vpn', expose: ['8080', '80']}
`);
  expect(context.ports.of('app').map(({ name }) => name)).toEqual(['port-8080', 'http']);
});

test('an entry of expose that is not a port is reported', () => {
  const { lines } = composeContext('services: {web: {image: x, expose: ["80:90"]}}');
  expect(lines).toContain('dropped services.web.expose[0]: "80:90" names no port');
});

test('an application protocol that is not a legal name is reported', () => {
  const { context, lines } = composeContext(
    'services: {web: {image: x, ports: [{target: 80, app_protocol: "we ird"}]}}',
  );
  expect(context.ports.of('web')[0]?.appProtocol).toBeUndefined();
  expect(lines).toContain(
    'dropped services.web.ports[0].app_protocol: "we ird" is not a legal name of a protocol in Kubernetes',
  );
});
