import { describe, expect, it } from 'vitest';
import { composeContext } from '../../testing/compose.ts';
import { routeObjects } from '../objects/route-objects.ts';

/** The routes of a file as `HOST/PATH -> SERVICE:PORT`, `tls` behind those that have it. */
function routesOf(yaml: string, options = {}): readonly string[] {
  return composeContext(yaml, { options }).context.routes.all.map(
    ({ host = '*', path, service, port, tls }) => `${host}${path} -> ${service}:${port}${tls ? ' tls' : ''}`,
  );
}

const service = (labels: Readonly<Record<string, string>>, more = ''): string =>
  `services:\n  web:\n    image: acme/web:1\n${more}    labels: ${JSON.stringify(labels)}\n`;

describe('Traefik', () => {
  it('reads keys in any case, and the port of the only service', () => {
    expect(
      routesOf(
        service({
          'Traefik.HTTP.Routers.A.Rule': 'Host(`a.example.org`)',
          'traefik.http.services.x.loadBalancer.server.port': '3000',
        }),
      ),
    ).toEqual(['a.example.org/ -> web:3000']);
  });

  it('takes the lowest exposed port, as Traefik does', () => {
    const rule = { 'traefik.http.routers.a.rule': 'Host(`a.example.org`)' };
    expect(routesOf(service(rule, '    expose: ["9000", "8080"]\n'))).toEqual(['a.example.org/ -> web:8080']);
    expect(routesOf(service(rule))).toEqual(['a.example.org/ -> web:80']);
  });

  it('makes no route of what is not enabled, not plain, ambiguous or not defined', () => {
    const rule = 'Host(`a.example.org`)';
    for (const labels of [
      { 'traefik.enable': 'false', 'traefik.http.routers.a.rule': rule },
      { 'traefik.http.routers.a.rule': `${rule} || HostRegexp(\`.*\`)` },
      { 'traefik.http.routers.a.rule': rule, 'traefik.http.routers.a.service': 'other@file' },
      {
        'traefik.http.routers.a.rule': rule,
        'traefik.http.services.x.loadbalancer.server.port': '1000',
        'traefik.http.services.y.loadbalancer.server.port': '2000',
      },
    ])
      expect(routesOf(service(labels as Record<string, string>))).toEqual([]);
  });

  it('takes no router that two services define in different ways', () => {
    const labels = (host: string) => ({ 'traefik.http.routers.a.rule': `Host(\`${host}\`)` });
    const yaml = `services:\n${['one', 'two'].map((name) => `  ${name}:\n    image: acme/${name}:1\n    labels: ${JSON.stringify(labels(`${name}.example.org`))}`).join('\n')}`;
    expect(routesOf(yaml)).toEqual([]);
  });
});

describe('Caddy', () => {
  it.each([
    [{ caddy: 'a.example.org', 'caddy.reverse_proxy': '{{upstreams 3000}}' }, ['a.example.org/ -> web:3000 tls']],
    [{ caddy: 'http://a.example.org', 'caddy.reverse_proxy': '{{upstreams}}' }, ['a.example.org/ -> web:80']],
    [
      { caddy: 'a.example.org', 'caddy.reverse_proxy': '/api/* {{upstreams 3000}}' },
      ['a.example.org/api -> web:3000 tls'],
    ],
    [
      { caddy: 'a.example.org', 'caddy.1_handle': '/x/*', 'caddy.1_handle.reverse_proxy': '{{upstreams 1000}}' },
      ['a.example.org/x -> web:1000 tls'],
    ],
    [{ caddy: 'a.example.org:8443', 'caddy.reverse_proxy': '{{upstreams}}' }, []],
    [{ caddy: 'a.example.org', 'caddy.reverse_proxy': 'other:80' }, []],
    [{ caddy: 'a.example.org', 'caddy.reverse_proxy': '@api {{upstreams}}' }, []],
    [{ caddy: '(snippet)' }, []],
  ])('%j', (labels, expected) =>
    expect(routesOf(service(labels as unknown as Record<string, string>))).toEqual(expected),
  );
});

describe('nginx-proxy', () => {
  it.each([
    ['{VIRTUAL_HOST: "a.example.org,*.b.example.org"}', ['a.example.org/ -> web:80', '*.b.example.org/ -> web:80']],
    ['{VIRTUAL_HOST: a.example.org, VIRTUAL_PATH: /x, VIRTUAL_PORT: 3000}', ['a.example.org/x -> web:3000']],
    ['{VIRTUAL_HOST: "~^www"}', []],
    ['{VIRTUAL_HOST: ""}', []],
  ])('%s', (environment, expected) =>
    expect(routesOf(`services: {web: {image: "acme/web:1", environment: ${environment}}}`)).toEqual(expected),
  );
});

describe('the own proxy', () => {
  const withProxy = (proxy: string, rule: string): string =>
    `services:\n  proxy:\n    image: traefik:v3\n${proxy}\n${service({ 'traefik.http.routers.a.rule': rule }).replace('services:\n', '')}`;
  const plain = 'Host(`a.example.org`)';

  it.each([
    ['goes when all of its routes are written', '', plain, true],
    ['stays with a route that is not plain', '', 'HostRegexp(`.*`)', false],
    ['stays with a provider of its own', '    command: [--providers.file.directory=/d]', plain, false],
    ['stays with a configuration file', '    volumes: ["./t.yml:/etc/traefik/traefik.yml"]', plain, false],
  ])('%s', (_, proxy, rule, gone) => {
    const { context } = composeContext(withProxy(proxy, rule));
    expect(context.pods.has('proxy')).toBe(!gone);
  });
});

it('leads to no Job that nobody calls, and to the network that a service lives in', () => {
  const rule = '{traefik.http.routers.a.rule: "Host(`a.example.org`)"}';
  const job = `services: {web: {image: "acme/web:1", labels: ${rule}, x-transpose: {kind: Job}}}`;
  expect(routesOf(job)).toEqual([]);
  const { context, lines } = composeContext(job);
  expect(routeObjects(context)).toEqual([]);
  expect(lines.join('\n')).toContain('No Service leads to "web"');
  const guest = `services: {vpn: {image: "acme/vpn:1"}, web: {image: "acme/web:1", network_mode: "service:vpn", expose: ["3000"], labels: ${rule}}}`;
  const [route] = routeObjects(composeContext(guest).context);
  expect(JSON.stringify(route?.object)).toContain('"service":{"name":"vpn","port":{"number":3000}}');
});

describe('options', () => {
  it.each([
    [{ route: 'gateway' }, /needs the Gateway/],
    [{ gateway: 'main' }, /is for --route gateway/],
    [{ route: 'gateway', gateway: 'a/b/c' }, /give a name, or NAMESPACE\/NAME/],
    [{ route: 'none', 'cert-issuer': 'le' }, /is for --route ingress/],
    [{ 'ingress-class': 'My Class' }, /not a legal name/],
  ])('%j', (options, message) => {
    const { report } = composeContext('services: {web: {image: nginx}}', { options });
    expect(report.diagnostics.map((one) => one.message).join('\n')).toMatch(message);
  });

  it('an issuer makes a Secret for each Ingress with TLS, a label names another', () => {
    const labels = { 'traefik.http.routers.a.rule': 'Host(`a.example.org`)', 'traefik.http.routers.a.tls': 'true' };
    const { context } = composeContext(service(labels), {
      options: { 'cert-issuer': 'le', 'ingress-class': 'traefik' },
    });
    const [route] = routeObjects(context);
    expect(route?.object).toMatchObject({
      metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'le' } },
      spec: { ingressClassName: 'traefik', tls: [{ hosts: ['a.example.org'], secretName: 'web-tls' }] },
    });
  });
});
