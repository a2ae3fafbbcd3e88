import { describe, expect, it } from 'vitest';
import { base64Bytes } from '../../../shared/bytes/base64.ts';
import { composeContext } from '../../testing/compose.ts';
import { middlewareObjects } from './middleware-objects.ts';
import { routeObjects } from './route-objects.ts';

/** The objects of services with labels, for Traefik. */
function traefik(services: Readonly<Record<string, Readonly<Record<string, string>>>>, more = {}) {
  const yaml = JSON.stringify({
    services: Object.fromEntries(
      Object.entries(services).map(([name, labels]) => [name, { image: `acme/${name}:1`, labels, ...more }]),
    ),
  });
  const { context, lines } = composeContext(yaml, { options: { 'ingress-controller': 'traefik' } });
  const made = middlewareObjects(context);
  const objects = routeObjects(context, made).map(({ object }) => object);
  return {
    context,
    made,
    specs: Object.fromEntries(made.objects.map(({ metadata, spec }) => [metadata.name, spec])),
    annotations: objects.flatMap((object) =>
      object.kind === 'Ingress'
        ? [object.metadata.annotations?.['traefik.ingress.kubernetes.io/router.middlewares']]
        : [],
    ),
    said: lines.join('\n'),
  };
}

const router = (name: string, middlewares: string, more: Readonly<Record<string, string>> = {}) => ({
  [`traefik.http.routers.${name}.rule`]: `Host(\`${name}.org\`)`,
  [`traefik.http.routers.${name}.middlewares`]: middlewares,
  ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`traefik.http.middlewares.${key}`, value])),
});

describe('middlewares', () => {
  it('are objects by their names, which Ingresses name in the order of the router', () => {
    const { specs, annotations, said } = traefik({
      web: router('web', 'strip@docker,all', {
        'all.chain.middlewares': 'sec,gone@file',
        'sec.headers.framedeny': 'true',
        'strip.stripprefix.prefixes': '/x,/y',
        'idle.compress': 'true',
      }),
      api: router('api', 'strip'),
    });
    expect(specs).toEqual({
      strip: { stripPrefix: { prefixes: ['/x', '/y'] } },
      sec: { headers: { frameDeny: true } },
    });
    expect(annotations).toEqual(['shop-strip@kubernetescrd,shop-sec@kubernetescrd', 'shop-strip@kubernetescrd']);
    expect(said).toContain('names the namespace "shop"');
    expect(said).toContain('Only Traefik\'s own configuration knows what "gone@file" does');
  });

  it('redirect plain requests first, whichever router of the host says so', () => {
    const { specs, annotations } = traefik({
      web: {
        ...router('plain', 'https', { 'https.redirectscheme.scheme': 'https' }),
        'traefik.http.routers.plain.rule': 'Host(`web.org`)',
        'traefik.http.routers.plain.entrypoints': 'web',
        ...router('web', 'zip', { 'zip.compress': 'true' }),
        'traefik.http.routers.web.tls': 'true',
      },
    });
    expect(specs).toEqual({ https: { redirectScheme: { scheme: 'https' } }, zip: { compress: {} } });
    expect(annotations).toEqual(['shop-https@kubernetescrd,shop-zip@kubernetescrd']);
  });
});

describe('what a middleware reads', () => {
  it('are users in a Secret of one key', () => {
    const { specs, made } = traefik({ web: router('web', 'auth', { 'auth.basicauth.users': 'ann:$$2y$$05$$x' }) });
    expect(specs).toEqual({ auth: { basicAuth: { secret: 'auth-users' } } });
    expect(made.secrets.map(({ metadata, data }) => [metadata.name, Object.keys(data ?? {})])).toEqual([
      ['auth-users', ['users']],
    ]);
    const [text = ''] = Object.values(made.secrets[0]?.data ?? {});
    expect(new TextDecoder().decode(base64Bytes(text))).toBe('ann:$2y$05$x');
  });

  it('is a Secret to be made, where only the container of Traefik has the users', () => {
    const { specs, made, said } = traefik({ web: router('web', 'auth', { 'auth.basicauth.usersfile': '/users' }) });
    expect(specs).toEqual({ auth: { basicAuth: { secret: 'auth-users' } } });
    expect(made.secrets).toEqual([]);
    expect(made.external).toEqual([{ kind: 'Secret', name: 'auth-users' }]);
    expect(said).toContain('until the Secret "auth-users" exists the route is not found');
  });

  it('is a service of the project, by a name that Traefik resolves and a port that the Service has', () => {
    const { specs, context } = traefik({
      web: router('web', 'who,pages', {
        'who.forwardauth.address': 'http://gate:9091/verify?rd=https://a.org',
        'pages.errors.service': 'err@docker',
        'pages.errors.status': '500-599',
        'pages.errors.query': '/{status}.html',
      }),
      gate: {},
      err: { 'traefik.http.services.err.loadbalancer.server.port': '8080' },
    });
    expect(specs).toEqual({
      who: { forwardAuth: { address: 'http://gate.shop.svc:9091/verify?rd=https://a.org' } },
      pages: { errors: { status: ['500-599'], query: '/{status}.html', service: { name: 'err', port: 8080 } } },
    });
    expect(context.routes.openPortsOf('gate')).toEqual([9091]);
    expect(context.routes.portsOf('gate')).toEqual([]);
  });

  it('leaves the address of another host', () => {
    const { specs } = traefik({ web: router('web', 'who', { 'who.forwardauth.address': 'https://auth.org/' }) });
    expect(specs).toEqual({ who: { forwardAuth: { address: 'https://auth.org/' } } });
  });
});
