import { grouped } from '../../../shared/grouped.ts';
import type { KubernetesContext } from '../../facts/context.ts';
import { objectMeta } from '../../objects/metadata.ts';
import type { Ingress, Middleware } from '../../objects/objects.ts';
import type { OwnedRoute } from './backend.ts';
import { backendOf } from './backend.ts';
import type { OwnWords } from './controllers.ts';
import { ownWords } from './controllers.ts';
import type { ServedRoute } from '../served-routes.ts';

/**
 * The Ingresses of a service: hosts, each with paths, and TLS for those that had it. Annotations of a controller are for all
 * of an Ingress, so routes that differ there have Ingresses of their own.
 */
export function ingressesOf(
  context: KubernetesContext,
  service: string,
  annotations: Readonly<Record<string, string>>,
): readonly OwnedRoute<Ingress | Middleware>[] {
  const routes = context.routes.of(service).map((route) => ({ ...route, own: wordsOf(context, route) }));
  const groups = grouped(routes, ({ own }) => JSON.stringify([own.annotations, own.middlewares]));
  return [...groups.values()].flatMap((group) => {
    const owner = context.names.service(service);
    const name = context.names.reserve('Ingress', owner);
    const middlewares = (group[0]?.own.middlewares ?? []).map(({ suffix, spec }): Middleware => ({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      metadata: objectMeta(context, context.names.derive('Middleware', name, suffix), owner),
      spec,
    }));
    const all = { ...group[0]?.own.annotations, ...middlewareAnnotation(context, middlewares), ...annotations };
    const ingress = ingressOf(context, name, owner, group, all);
    return [...middlewares, ingress].map((object) => ({ of: service, object }));
  });
}

interface WordedRoute extends ServedRoute {
  readonly own: OwnWords;
}

/** A router that only redirects plain requests opens no path, so its redirect is that of the other routes of the host. */
function wordsOf({ options, routes }: KubernetesContext, route: ServedRoute): OwnWords {
  const redirect = route.redirect ?? routes.redirectsFor(route.host);
  return ownWords(options.ingressController, { ...route, ...(redirect && { redirect }) });
}

/** A middleware is named with its namespace. */
function middlewareAnnotation(
  { namespace = 'default', ledger }: KubernetesContext,
  middlewares: readonly Middleware[],
): Readonly<Record<string, string>> {
  if (middlewares.length === 0) return {};
  const names = middlewares.map(({ metadata: { name } }) => `${namespace}-${name}@kubernetescrd`);
  ledger.note(
    `The annotation traefik.ingress.kubernetes.io/router.middlewares names the namespace "${namespace}": change it where the objects are applied to another one`,
  );
  return { 'traefik.ingress.kubernetes.io/router.middlewares': names.join(',') };
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
