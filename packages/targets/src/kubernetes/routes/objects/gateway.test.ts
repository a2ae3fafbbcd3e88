import { describe, expect, it } from 'vitest';
import { composeContext } from '../../testing/compose.ts';
import { routeObjects } from './route-objects.ts';

const options = { route: 'gateway', 'gateway-class': 'cilium' };

/** The objects of services that are written as `name: {label: value}`, and what was said. */
function routed(services: Readonly<Record<string, Readonly<Record<string, string>>>>, given: object = options) {
  const yaml = Object.entries(services).map(
    ([name, labels]) => `  ${name}:\n    image: acme/${name}:1\n    labels: ${JSON.stringify(labels)}\n`,
  );
  const { context, report, lines } = composeContext(`name: shop\nservices:\n${yaml.join('')}`, {
    options: { ...given },
  });
  const objects = routeObjects(context).map(({ object }) => object);
  return { objects, report, said: lines.join('\n') };
}

const router = (rule: string, more: Readonly<Record<string, string>> = {}, name = 'r') => ({
  [`traefik.http.routers.${name}.rule`]: rule,
  [`traefik.http.services.${name}.loadbalancer.server.port`]: '8080',
  ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`traefik.${key}`, value])),
});
const tls = { 'http.routers.r.tls': 'true' };
const h2c = { 'http.services.r.loadbalancer.server.scheme': 'h2c' };

describe('the Gateway', () => {
  it('has a listener for plain requests, and one for each host with TLS', () => {
    const { objects, said } = routed({
      web: router('Host(`a.example.org`) || Host(`b.example.org`)', tls),
      plain: router('Host(`c.example.org`)', {}, 'plain'),
    });
    expect(objects[0]).toMatchObject({
      kind: 'Gateway',
      metadata: { name: 'gateway' },
      spec: {
        gatewayClassName: 'cilium',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP' },
          {
            name: 'https-a.example.org',
            hostname: 'a.example.org',
            port: 443,
            protocol: 'HTTPS',
            tls: { mode: 'Terminate', certificateRefs: [{ name: 'a-example-org-tls' }] },
          },
          { name: 'https-b.example.org', tls: { certificateRefs: [{ name: 'b-example-org-tls' }] } },
        ],
      },
    });
    expect(said).toContain('in the Secrets a-example-org-tls, b-example-org-tls: name an issuer');
  });

  it('asks cert-manager for certificates, or takes the Secret that a label names', () => {
    const issued = routed({ web: router('Host(`a.example.org`)', tls) }, { ...options, 'cert-issuer': 'le' });
    expect(issued.objects[0]?.metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'le' });
    expect(issued.said).not.toContain('certificates are in');
    const labels = { 'kompose.service.expose': 'a.example.org', 'kompose.service.expose.tls-secret': 'mine' };
    expect(routed({ web: labels }).objects[0]).toMatchObject({
      spec: { listeners: [{ name: 'http' }, { tls: { certificateRefs: [{ name: 'mine' }] } }] },
    });
  });

  it('has the listeners that redirected routes attach to', () => {
    const { objects } = routed({
      web: router('Host(`a.example.org`) || Host(`b.example.org`)', {
        ...tls,
        'http.routers.r.middlewares': 'm',
        'http.middlewares.m.redirectscheme.scheme': 'https',
      }),
    });
    const parents = objects.flatMap((object) => (object.kind === 'HTTPRoute' ? [object.spec.parentRefs] : []));
    expect(parents).toEqual([
      [
        { name: 'gateway', sectionName: 'https-a.example.org' },
        { name: 'gateway', sectionName: 'https-b.example.org' },
      ],
      [{ name: 'gateway', sectionName: 'http' }],
    ]);
  });

  it('is not written for a project without routes, nor without a class', () => {
    expect(routed({ web: {} }).objects).toEqual([]);
    const { objects } = routed({ web: router('Host(`a.example.org`)') }, { route: 'gateway', gateway: 'infra/main' });
    expect(objects).toMatchObject([
      { kind: 'HTTPRoute', spec: { parentRefs: [{ name: 'main', namespace: 'infra' }] } },
    ]);
  });

  it.each<[object, RegExp]>([
    [{ route: 'gateway' }, /needs the Gateway .* --gateway-class NAME writes one/],
    [{ 'gateway-class': 'cilium' }, /--gateway-class cilium is for --route gateway/],
    [{ ...options, gateway: 'infra/main' }, /in the namespace of the project/],
    [{ ...options, 'gateway-class': 'A b' }, /--gateway-class A b: it is not a legal name/],
    [{ route: 'gateway', gateway: 'a', 'cert-issuer': 'le' }, /is for --route ingress or --gateway-class/],
  ])('refuses %j', (given, message) => {
    const { report } = routed({ web: {} }, given);
    expect(report.diagnostics.map((one) => one.message).join('\n')).toMatch(message);
  });
});

describe('a service that is spoken to by h2c', () => {
  it.each<[string, unknown]>([
    ['Host(`a.example.org`)', undefined],
    ['Host(`a.example.org`) && PathPrefix(`/shop.Cart/`)', [{ method: { type: 'Exact', service: 'shop.Cart' } }]],
    [
      'Host(`a.example.org`) && Path(`/shop.Cart/Add`)',
      [{ method: { type: 'Exact', service: 'shop.Cart', method: 'Add' } }],
    ],
  ])('has a GRPCRoute for %s', (rule, matches) => {
    const { objects, said } = routed({ api: router(rule, h2c) });
    expect(objects[1]).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: expect.objectContaining({ name: 'api' }) as unknown,
      spec: {
        parentRefs: [{ name: 'gateway' }],
        hostnames: ['a.example.org'],
        rules: [{ ...(matches !== undefined && { matches }), backendRefs: [{ name: 'api', port: 8080 }] }],
      },
    });
    expect(said).toContain('its route is a GRPCRoute');
  });

  it.each([
    ['Host(`a.example.org`) && PathPrefix(`/api`)', h2c],
    ['Host(`a.example.org`) && PathPrefix(`/shop.Cart/Add`)', h2c],
    [
      'Host(`a.example.org`)',
      { ...h2c, 'http.routers.r.middlewares': 'm', 'http.middlewares.m.addprefix.prefix': '/x' },
    ],
    ['Host(`a.example.org`)', {}],
  ])('or not, has an HTTPRoute for %s with %j', (rule, more) => {
    expect(routed({ api: router(rule, more) }).objects.map(({ kind }) => kind)).toEqual(['Gateway', 'HTTPRoute']);
  });

  it('has an HTTPRoute where another service has paths of the host, which a Gateway would refuse beside it', () => {
    const web = router('Host(`a.example.org`) && PathPrefix(`/web`)', {}, 'web');
    const { objects } = routed({ api: router('Host(`a.example.org`)', h2c), web });
    expect(objects.map(({ kind }) => kind)).toEqual(['Gateway', 'HTTPRoute', 'HTTPRoute']);
  });
});

describe('a router for TCP', () => {
  const tcp = (rule: string, more: Readonly<Record<string, string>> = {}) => ({
    'traefik.tcp.routers.db.rule': rule,
    'traefik.tcp.services.db.loadbalancer.server.port': '5432',
    ...more,
  });
  const passthrough = { 'traefik.tcp.routers.db.tls.passthrough': 'true' };

  it.each(['HostSNI(`a.example.org`) || HostSNI(`B.example.org`)', 'HostSNI(`a.example.org`, `B.example.org`)'])(
    'that passes TLS on is a TLSRoute: %s',
    (rule) => {
      const { objects } = routed({ db: tcp(rule, passthrough) });
      expect(objects).toMatchObject([
        {
          kind: 'Gateway',
          spec: {
            listeners: ['a', 'b'].map((name) => ({
              name: `tls-${name}.example.org`,
              protocol: 'TLS',
              tls: { mode: 'Passthrough' },
            })),
          },
        },
        {
          kind: 'TLSRoute',
          spec: {
            parentRefs: [
              { name: 'gateway', sectionName: 'tls-a.example.org' },
              { name: 'gateway', sectionName: 'tls-b.example.org' },
            ],
            hostnames: ['a.example.org', 'b.example.org'],
            rules: [{ backendRefs: [{ name: 'db', port: 5432 }] }],
          },
        },
      ]);
    },
  );

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['HostSNI(`*`)', passthrough, options],
    ['HostSNI(`a.example.org`)', {}, options],
    ['HostSNI(`a.example.org`) && ClientIP(`10.0.0.1`)', passthrough, options],
    ['HostSNI(`a.example.org`)', passthrough, { route: 'ingress' }],
  ])('has no route for %s with %j', (rule, more, given) => {
    expect(routed({ db: tcp(rule, more) }, given).objects).toEqual([]);
  });
});
