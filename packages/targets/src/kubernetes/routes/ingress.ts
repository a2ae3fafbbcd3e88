import { grouped } from '../../shared/grouped.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { objectMeta } from '../objects/metadata.ts';
import type { Ingress } from '../objects/objects.ts';
import type { OwnedRoute } from './backend.ts';
import { backendOf } from './backend.ts';
import type { ServedRoute } from './served-routes.ts';

/** The Ingress of a service: its hosts, each with its paths, and TLS for those that had it. */
export function ingressOf(
  context: KubernetesContext,
  service: string,
  annotations: Readonly<Record<string, string>>,
): OwnedRoute<Ingress> | undefined {
  const routes = context.routes.of(service);
  if (routes.length === 0) return undefined;
  const owner = context.names.service(service);
  const { certIssuer } = context.options;
  const open = routes.some(({ tls, tlsSecret }) => tls && tlsSecret === undefined);
  const named = Object.keys(annotations).some((key) => /^cert-manager\.io\/(?:cluster-)?issuer$/.test(key));
  const all = {
    ...(open && !named && certIssuer !== undefined && { 'cert-manager.io/cluster-issuer': certIssuer }),
    ...annotations,
  };
  const ingressClass =
    context.options.ingressClass ?? routes.find((route) => route.ingressClass !== undefined)?.ingressClass;
  const tls = tlsOf(routes, named || certIssuer !== undefined ? `${owner}-tls` : undefined);
  return {
    of: service,
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: objectMeta(context, owner, owner, Object.keys(all).length > 0 ? { annotations: all } : {}),
      spec: {
        ...(ingressClass !== undefined && { ingressClassName: ingressClass }),
        rules: rulesOf(context, routes),
        ...(tls.length > 0 && { tls }),
      },
    },
  };
}

type IngressSpec = NonNullable<Ingress['spec']>;

function rulesOf(context: KubernetesContext, routes: readonly ServedRoute[]): NonNullable<IngressSpec['rules']> {
  return Array.from(
    grouped(routes, ({ host }) => host),
    ([host, own]) => ({
      ...(host !== undefined && { host }),
      http: {
        paths: own.map(({ path, kind, service, port }) => ({
          path,
          pathType: kind,
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
