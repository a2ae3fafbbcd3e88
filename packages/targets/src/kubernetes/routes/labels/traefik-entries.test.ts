import { describe, expect, it } from 'vitest';
import { composeContext } from '../../testing/compose.ts';
import { routeObjects } from '../objects/route-objects.ts';

/** A project whose Traefik has these words and variables, and a router. */
function project(
  traefik: { readonly command?: readonly string[]; readonly environment?: Readonly<Record<string, string>> },
  labels: Readonly<Record<string, string>>,
  options: Readonly<Record<string, string>> = {},
) {
  const web = { image: 'acme/web:1', labels: { 'traefik.http.routers.web.rule': 'Host(`a.org`)', ...labels } };
  const yaml = JSON.stringify({ services: { proxy: { image: 'traefik:v3', ...traefik }, web } });
  const { context, lines } = composeContext(yaml, { options });
  const objects = routeObjects(context).map(({ object }) => object);
  return { routes: context.routes.all, objects, said: lines.join('\n') };
}

const redirecting = [
  '--entryPoints.web.address=:80',
  '--entrypoints.web.http.redirections.entryPoint.to=websecure',
  '--entrypoints.websecure.address=:443',
];

describe('entry points of the own Traefik', () => {
  it('have TLS for all of their routers', () => {
    const tls = { command: ['--entrypoints.websecure.http.tls.certresolver=le'] };
    const entry = (name: string) => ({ 'traefik.http.routers.web.entrypoints': name });
    expect(project(tls, entry('websecure')).routes).toMatchObject([{ tls: true }]);
    expect(project(tls, {}).routes).toMatchObject([{ tls: true }]);
    expect(project(tls, entry('web')).routes).toMatchObject([{ tls: false }]);
    const variable = { environment: { TRAEFIK_ENTRYPOINTS_WEBSECURE_HTTP_TLS: 'true' } };
    expect(project(variable, entry('websecure')).routes).toMatchObject([{ tls: true }]);
  });

  it('redirect what comes in for hosts with TLS', () => {
    const secure = { 'traefik.http.routers.web.entrypoints': 'websecure', 'traefik.http.routers.web.tls': 'true' };
    const { objects, said } = project({ command: redirecting }, secure, {
      route: 'gateway',
      'gateway-class': 'traefik',
    });
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
      'Gateway/gateway',
      'HTTPRoute/web',
      'HTTPRoute/web-redirect',
    ]);
    expect(JSON.stringify(objects[2])).toContain('"statusCode":301');
    expect(said).toContain('carried services.proxy.command[1]');
    expect(project({ command: redirecting }, secure).said).toContain(
      'approximated services.proxy.command[1]: The Ingress controller decides',
    );
  });

  it('redirect in the words of a controller', () => {
    const secure = { 'traefik.http.routers.web.tls': 'true' };
    const temporary = [...redirecting, '--entrypoints.web.http.redirections.entrypoint.permanent=false'];
    const { objects } = project({ command: temporary }, secure, { 'ingress-controller': 'traefik' });
    expect(objects).toMatchObject([
      {
        kind: 'Middleware',
        metadata: { name: 'https' },
        spec: { redirectScheme: { scheme: 'https', permanent: false } },
      },
      { kind: 'Ingress' },
    ]);
  });

  it('put their middlewares before those of the router, and say which nobody knows', () => {
    const { objects, said } = project(
      { command: ['--entrypoints.web.http.middlewares=auth@docker,far@file'] },
      {
        'traefik.http.routers.web.middlewares': 'zip,auth',
        'traefik.http.middlewares.zip.compress': 'true',
        'traefik.http.middlewares.auth.basicauth.users': 'ann:x',
      },
      { 'ingress-controller': 'traefik' },
    );
    expect(objects.at(-1)?.metadata.annotations).toEqual({
      'traefik.ingress.kubernetes.io/router.middlewares': 'shop-auth@kubernetescrd,shop-zip@kubernetescrd',
    });
    expect(said).toContain(`services.proxy.command[0]: Only Traefik's own configuration knows what "far@file" does`);
  });
});

it('gives Traefik the priority of a router', () => {
  const priority = { 'traefik.http.routers.web.priority': '42' };
  const { objects } = project({}, priority, { 'ingress-controller': 'traefik' });
  expect(objects[0]?.metadata.annotations).toEqual({ 'traefik.ingress.kubernetes.io/router.priority': '42' });
});
