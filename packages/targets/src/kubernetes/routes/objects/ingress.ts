import { grouped } from '../../../shared/grouped.ts';
import type { KubernetesContext } from '../../facts/context.ts';
import { objectMeta } from '../../objects/metadata.ts';
import type { Ingress } from '../../objects/objects.ts';
import type { OwnedRoute } from './backend.ts';
import { backendOf } from './backend.ts';
import type { OwnWords } from './controllers.ts';
import { ownWords } from './controllers.ts';
import type { MiddlewareObjects } from './middleware-objects.ts';
import { passedBy } from '../middlewares/passed.ts';
import type { ServedRoute } from '../served-routes.ts';

/**
 * The Ingresses of a service: hosts, each with paths, and TLS for those that had it. Annotations of a controller are for all
 * of an Ingress, so routes that differ there have Ingresses of their own.
 */
export function ingressesOf(
  context: KubernetesContext,
  service: string,
  annotations: Readonly<Record<string, string>>,
  middlewares: MiddlewareObjects,
): readonly OwnedRoute<Ingress>[] {
  const routes = context.routes.of(service).map((route) => ({ ...route, own: wordsOf(context, route, middlewares) }));
  const groups = grouped(routes, ({ own }) => JSON.stringify(own.annotations));
  return [...groups.values()].map((group) => {
    const owner = context.names.service(service);
    const name = context.names.reserve('Ingress', owner);
    const all = { ...group[0]?.own.annotations, ...annotations };
    return { of: service, object: ingressOf(context, name, owner, group, all) };
  });
}

interface WordedRoute extends ServedRoute {
  readonly own: OwnWords;
}

/** A router that only redirects plain requests opens no path, so its redirect is that of the other routes of the host. */
function wordsOf(context: KubernetesContext, route: ServedRoute, middlewares: MiddlewareObjects): OwnWords {
  const { options, routes } = context;
  if (options.ingressController === 'traefik')
    return { annotations: traefikWords(context, route, middlewares), carried: [] };
  const redirect = route.redirect ?? routes.redirectsFor(route.host);
  return ownWords(options.ingressController, { ...route, ...(redirect && { redirect }) });
}

/** What Traefik reads on an Ingress; a middleware is named with its namespace. */
function traefikWords(
  { namespace = 'default', ledger, routes }: KubernetesContext,
  route: ServedRoute,
  middlewares: MiddlewareObjects,
): Readonly<Record<string, string>> {
  const names = passedBy(routes, route).map((passed) => `${namespace}-${middlewares.nameOf(passed)}@kubernetescrd`);
  if (names.length > 0)
    ledger.note(
      `The annotation traefik.ingress.kubernetes.io/router.middlewares names the namespace "${namespace}": change it where the objects are applied to another one`,
    );
  return {
    ...(names.length > 0 && { 'traefik.ingress.kubernetes.io/router.middlewares': names.join(',') }),
    ...(route.priority !== undefined && {
      'traefik.ingress.kubernetes.io/router.priority': String(route.priority),
    }),
  };
}

function ingressOf(
  context: KubernetesContext,
  name: string,
  owner: string,
  routes: readonly WordedRoute[],
  annotations: Readonly<Record<string, string>>,
): Ingress {
  const { certIssuer } = context.options;
  const open = routes.some(({ tls, tlsSecret }) => tls && tlsSecret === undefined);
  const named = Object.keys(annotations).some((key) => /^cert-manager\.io\/(?:cluster-)?issuer$/.test(key));
  const all = {
    ...(open && !named && certIssuer !== undefined && { 'cert-manager.io/cluster-issuer': certIssuer }),
    ...annotations,
  };
  const ingressClass =
    context.options.ingressClass ?? routes.find((route) => route.ingressClass !== undefined)?.ingressClass;
  const tls = tlsOf(routes, named || certIssuer !== undefined ? `${name}-tls` : undefined);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: objectMeta(context, name, owner, Object.keys(all).length > 0 ? { annotations: all } : {}),
    spec: {
      ...(ingressClass !== undefined && { ingressClassName: ingressClass }),
      rules: rulesOf(context, routes),
      ...(tls.length > 0 && { tls }),
    },
  };
}

type IngressSpec = NonNullable<Ingress['spec']>;

function rulesOf(context: KubernetesContext, routes: readonly WordedRoute[]): NonNullable<IngressSpec['rules']> {
  return Array.from(
    grouped(routes, ({ host }) => host),
    ([host, own]) => ({
      ...(host !== undefined && { host }),
      http: {
        paths: own.map(({ path, kind, service, port, own: { pattern } }) => ({
          path: pattern ?? path,
          pathType: pattern === undefined ? kind : 'ImplementationSpecific',
          backend: { service: { name: backendOf(context, service), port: { number: port } } },
        })),
      },
    }),
  );
}

/** Hosts with TLS by the Secret of their certificate; `issued`: the one that cert-manager makes. Without a Secret the controller shows its default certificate. */
function tlsOf(routes: readonly ServedRoute[], issued: string | undefined): NonNullable<IngressSpec['tls']> {
  const bySecret = new Map<string | undefined, Set<string>>();
  for (const { tls, tlsSecret, host } of routes) {
    if (!tls) continue;
    const secret = tlsSecret ?? (host === undefined ? undefined : issued);
    const hosts = bySecret.get(secret) ?? new Set<string>();
    bySecret.set(secret, host === undefined ? hosts : hosts.add(host));
  }
  return [...bySecret].map(([secret, hosts]) => ({
    ...(hosts.size > 0 && { hosts: [...hosts] }),
    ...(secret !== undefined && { secretName: secret }),
  }));
}
