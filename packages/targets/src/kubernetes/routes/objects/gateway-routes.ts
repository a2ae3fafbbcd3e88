import type { KubernetesContext } from '../../facts/context.ts';
import { objectMeta } from '../../objects/metadata.ts';
import { grouped } from '../../../shared/grouped.ts';
import type { GatewayObject, GrpcRoute, HttpRoute, RouteSpec, TlsRoute, TlsRouteRule } from '../../objects/objects.ts';
import type { OwnedRoute } from './backend.ts';
import { backendOf } from './backend.ts';
import type { Listener } from './gateway.ts';
import { gatewayRef, listenersFor } from './gateway.ts';
import { grpcRule, isGrpc } from './grpc-route.ts';
import { forwardRule, redirectRule } from './http-route.ts';
import type { ServedRoute } from '../served-routes.ts';
import { pathTo } from '../../../account/key-path.ts';

type GatewayRoute = HttpRoute | GrpcRoute | TlsRoute;

/**
 * The routes of a service for a Gateway: hosts with the same rules share one. Where plain requests are redirected, that is
 * a route of the Gateway's listener for HTTP, and the others belong to those for HTTPS.
 */
export function gatewayRoutesOf(
  context: KubernetesContext,
  service: string,
  annotations: Readonly<Record<string, string>>,
): readonly OwnedRoute<GatewayRoute>[] {
  const routes = context.routes.of(service);
  const redirected = context.routes.redirectsOf(service);
  if (routes.length + redirected.length === 0) return [];
  const passed = routes.filter(({ speaks }) => speaks === 'tls');
  const asked = routes.filter((route) => isOfGrpc(context, route));
  const http = routes.filter((route) => !passed.includes(route) && !asked.includes(route));
  // A router with TLS takes no plain requests, which another one of the host redirects.
  const isSecure = ({ redirect, tls, host }: ServedRoute) =>
    redirect !== undefined || (tls && context.routes.redirectsFor(host) !== undefined);
  const isOpen = (route: ServedRoute) => !isSecure(route);
  tellOf(context, service, { redirected, asked });

  const owner = context.names.service(service);
  const route = <Kind extends GatewayRoute['kind'], Rule>(
    kind: Kind,
    { hosts, rules }: Group<Rule>,
    listener?: Listener,
    suffix = '',
  ): GatewayObject<Kind, RouteSpec<Rule>> => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: objectMeta(
      context,
      suffix === '' ? context.names.reserve(kind, owner) : context.names.derive(kind, owner, suffix),
      owner,
      Object.keys(annotations).length > 0 ? { annotations } : {},
    ),
    spec: {
      parentRefs: listenersFor(context, listener, hosts).map((sectionName) => ({
        ...gatewayRef(context),
        ...(sectionName !== undefined && { sectionName }),
      })),
      ...(hosts.length > 0 && { hostnames: hosts }),
      rules,
    },
  });
  const objects = [
    ...groups(context, http.filter(isOpen), forwardRule).map((group) => route('HTTPRoute', group)),
    ...groups(context, http.filter(isSecure), forwardRule).map((group) => route('HTTPRoute', group, 'https')),
    ...groups(context, redirected, redirectRule).map((group) => route('HTTPRoute', group, 'http', '-redirect')),
    ...groups(context, asked.filter(isOpen), grpcRule).map((group) => route('GRPCRoute', group)),
    ...groups(context, asked.filter(isSecure), grpcRule).map((group) => route('GRPCRoute', group, 'https')),
    ...groups(context, passed, passRule).map((group) => route('TLSRoute', group, 'tls')),
  ];
  return objects.map((object) => ({ of: service, object }));
}

/** A host has either GRPCRoutes or HTTPRoutes: a Gateway refuses the later one of two. */
const isOfGrpc = ({ routes }: KubernetesContext, { host, speaks }: ServedRoute): boolean =>
  speaks === 'h2c' && routes.all.every((route) => route.host !== host || route.speaks === 'tls' || isGrpc(route));

const passRule = (context: KubernetesContext, { service, port }: ServedRoute): TlsRouteRule => ({
  backendRefs: [{ name: backendOf(context, service), port }],
});

function tellOf(
  { ledger, options }: KubernetesContext,
  service: string,
  { redirected, asked }: Readonly<Record<'redirected' | 'asked', readonly ServedRoute[]>>,
): void {
  const path = pathTo(['services', service]);
  if (redirected.length > 0 && options.gatewayClass === undefined)
    ledger.note(
      'Its Gateway needs listeners of the names "http" and "https": plain requests are redirected from one to the other',
      path,
    );
  if (asked.length > 0)
    ledger.note(
      'It is spoken to by HTTP/2 without TLS (h2c), so its route is a GRPCRoute: a controller may lead requests of gRPC only',
      path,
    );
}

interface Group<Rule> {
  readonly hosts: readonly string[];
  readonly rules: readonly Rule[];
}

/** The rules of each host, and the hosts that have the same. */
function groups<Rule>(
  context: KubernetesContext,
  routes: readonly ServedRoute[],
  ruleOf: (context: KubernetesContext, route: ServedRoute) => Rule,
): readonly Group<Rule>[] {
  const byRules = new Map<string, { hosts: string[]; rules: readonly Rule[] }>();
  for (const [host, own] of grouped(routes, (route) => route.host)) {
    const rules = own.map((route) => ruleOf(context, route));
    const key = `${host === undefined} ${JSON.stringify(rules)}`;
    const known = byRules.get(key) ?? { hosts: [], rules };
    byRules.set(key, known);
    if (host !== undefined) known.hosts.push(host);
  }
  return [...byRules.values()].flatMap(({ hosts, rules }) =>
    chunks(rules).flatMap((some) =>
      hosts.length === 0 ? [{ hosts, rules: some }] : chunks(hosts).map((few) => ({ hosts: few, rules: some })),
    ),
  );
}

/** A route has at most 16 hosts and 16 rules. */
function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / 16) }, (_, index) => all.slice(index * 16, index * 16 + 16));
}
