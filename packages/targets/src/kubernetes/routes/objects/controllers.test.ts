import { describe, expect, it } from 'vitest';
import { composeContext } from '../../testing/compose.ts';
import { routeObjects } from './route-objects.ts';

/** The objects of a service with one router and the middlewares that labels define, and what was said. */
function routed(controller: string, middlewares: Readonly<Record<string, string>>, rule = 'Host(`a.org`)', more = {}) {
  const names = new Set(Object.keys(middlewares).map((key) => key.split('.')[0]));
  const labels = {
    'traefik.http.routers.web.rule': rule,
    'traefik.http.routers.web.middlewares': [...names].join(','),
    ...Object.fromEntries(
      Object.entries(middlewares).map(([key, value]) => [`traefik.http.middlewares.${key}`, value]),
    ),
    ...more,
  };
  const yaml = `services:\n  web:\n    image: acme/web:1\n    labels: ${JSON.stringify(labels)}\n`;
  const { context, lines } = composeContext(yaml, { options: { 'ingress-controller': controller } });
  const objects = routeObjects(context).map(({ object }) => object);
  const ingresses = objects.flatMap((object) => (object.kind === 'Ingress' ? [object] : []));
  return {
    objects,
    annotations: ingresses.map(({ metadata }) => metadata.annotations ?? {}),
    paths: ingresses.map(({ spec }) => spec?.rules?.[0]?.http?.paths[0]),
    said: lines.join('\n'),
  };
}

const api = 'Host(`a.org`) && PathPrefix(`/a.b`)';

it.each(['nginx', 'haproxy', 'traefik'])(
  '%s: a secret in a header or a plug-in is not written into a route',
  (controller) => {
    const { objects, said } = routed(controller, {
      'key.headers.customrequestheaders.Authorization': 'Bearer s3cr3t-t0k3n-0815',
      'key.headers.customrequestheaders.X-Plain': 'yes',
      'lapi.plugin.bouncer.crowdsecLapiKey': 'f00ba4-77aa-0815-secret',
    });
    expect(JSON.stringify(objects)).not.toMatch(/s3cr3t|f00ba4/);
    expect(said).toContain('It holds a secret value, and routes are for everybody to read');
  },
);

describe('nginx', () => {
  it.each<[Readonly<Record<string, string>>, string, object, string]>([
    [
      { 's.stripprefix.prefixes': '/a.b' },
      api,
      { 'use-regex': 'true', 'rewrite-target': '/$2' },
      String.raw`/a\.b(/|$)(.*)`,
    ],
    [
      { 'p.addprefix.prefix': '/v2/' },
      api,
      { 'use-regex': 'true', 'rewrite-target': '/v2/$1' },
      String.raw`/(a\.b(?:/.*)?)`,
    ],
    [{ 'p.addprefix.prefix': '/v2' }, 'Host(`a.org`)', { 'use-regex': 'true', 'rewrite-target': '/v2/$1' }, '/(.*)'],
    [{ 'r.replacepath.path': '/x' }, api, { 'rewrite-target': '/x' }, '/a.b'],
    [
      { 'i.ipallowlist.sourcerange': '10.0.0.0/8, 1.2.3.4' },
      api,
      { 'whitelist-source-range': '10.0.0.0/8,1.2.3.4' },
      '/a.b',
    ],
    [{ 't.redirectscheme.scheme': 'https' }, api, { 'force-ssl-redirect': 'true' }, '/a.b'],
  ])('%j', (middlewares, rule, annotations, path) => {
    const made = routed('nginx', middlewares, rule);
    expect(made.annotations).toEqual([
      Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]),
      ),
    ]);
    expect(made.paths[0]).toMatchObject({ path, pathType: path === '/a.b' ? 'Prefix' : 'ImplementationSpecific' });
    expect(made.said).not.toContain('has no field for');
  });

  it('does not carry headers, which its operator has to allow', () => {
    const { annotations, said } = routed('nginx', { 'h.headers.customresponseheaders.X-A': '1' });
    expect(annotations).toEqual([{}]);
    expect(said).toContain('An Ingress has no field for the middleware "headers"');
  });

  it('writes patterns that mean what the prefixes mean', () => {
    const [path] = routed('nginx', { 's.stripprefix.prefixes': '/a.b' }, api).paths;
    const pattern = new RegExp(`^${path?.path}`, 'i');
    const rewritten = (text: string) => (pattern.test(text) ? text.replace(pattern, '/$2') : undefined);
    expect(['/a.b', '/a.b/', '/a.b/c', '/a.bc', '/axb'].map(rewritten)).toEqual(['/', '/', '/c', undefined, undefined]);
  });
});

describe('haproxy', () => {
  it.each<[Readonly<Record<string, string>>, object]>([
    [{ 's.stripprefix.prefixes': '/a.b' }, { 'path-rewrite': String.raw`^/a\.b/?(.*) /\1` }],
    [{ 'p.addprefix.prefix': '/v2' }, { 'path-rewrite': String.raw`^(.*) /v2\1` }],
    [{ 'i.ipwhitelist.sourcerange': '10.0.0.0/8' }, { 'allow-list': '10.0.0.0/8' }],
    [
      { 't.redirectscheme.scheme': 'https', 't.redirectscheme.permanent': 'true' },
      { 'ssl-redirect': 'true', 'ssl-redirect-code': '301' },
    ],
    [
      { 'h.headers.customresponseheaders.X-A': '1', 'h.headers.framedeny': 'true' },
      { 'response-set-header': 'X-A "1"\nX-Frame-Options "DENY"' },
    ],
  ])('%j', (middlewares, annotations) => {
    expect(routed('haproxy', middlewares, api).annotations).toEqual([
      Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`haproxy.org/${key}`, value])),
    ]);
  });

  it('does not carry a value that its log formats would read', () => {
    const { annotations, said } = routed('haproxy', { 'h.headers.customrequestheaders.X-A': '%[src]"' });
    expect(annotations).toEqual([{}]);
    expect(said).toContain('has no field for the middleware "headers"');
  });
});

it('gives routes that differ Ingresses of their own', () => {
  const other = {
    'traefik.http.routers.other.rule': 'Host(`a.org`) && PathPrefix(`/plain`)',
    'traefik.http.routers.web.service': 'web',
    'traefik.http.routers.other.service': 'web',
    'traefik.http.services.web.loadbalancer.server.port': '8080',
  };
  const { annotations, objects } = routed('nginx', { 's.stripprefix.prefixes': '/a.b' }, api, other);
  expect(objects.map(({ metadata }) => metadata.name)).toEqual(['web', 'web-2']);
  expect(annotations[1]).toEqual({});
});

it('is for Ingresses only', () => {
  const { report } = composeContext('services: {}', { options: { route: 'none', 'ingress-controller': 'nginx' } });
  expect(report.diagnostics.map(({ message }) => message)).toEqual([
    '--ingress-controller nginx is for --route ingress',
  ]);
});
