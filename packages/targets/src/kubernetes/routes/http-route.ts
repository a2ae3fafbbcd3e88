import type { KubernetesContext } from '../facts/context.ts';
import { objectMeta } from '../objects/metadata.ts';
import type { HttpRoute, HttpRouteFilter, HttpRouteRule } from '../objects/objects.ts';
import { carriedFilters, trimmed } from './filters.ts';
import type { Filter, Route } from './route.ts';
import type { OwnedRoute } from './backend.ts';
import { backendOf } from './backend.ts';
import type { ServedRoute } from './served-routes.ts';

/**
 * The HTTPRoutes of a service: hosts with the same rules share one. Where plain requests are redirected, that is a route
 * of the Gateway's listener `http`, and the others belong to `https`.
 */
export function httpRoutesOf(
  context: KubernetesContext,
  service: string,
  annotations: Readonly<Record<string, string>>,
): readonly OwnedRoute<HttpRoute>[] {
  const routes = context.routes.of(service);
  const redirected = context.routes.redirectsOf(service);
  if (routes.length + redirected.length === 0) return [];
  // A router with TLS takes no plain requests, which another one of the host redirects.
  const isSecure = ({ redirect, tls, host }: ServedRoute) =>
    redirect !== undefined || (tls && context.routes.isRedirected(host));
  if (redirected.length > 0)
    context.ledger.note(
      'Its Gateway needs listeners of the names "http" and "https": plain requests are redirected from one to the other',
      ['services', service],
    );
  const made = [
    ...groups(
      context,
      routes.filter((route) => !isSecure(route)),
    ),
    ...groups(context, routes.filter(isSecure)).map((group) => ({ ...group, listener: 'https' })),
    ...groups(context, redirected, redirectRule).map((group) => ({ ...group, listener: 'http' })),
  ];
  const owner = context.names.service(service);
  return made.map(({ hosts, rules, listener }) => {
    const suffix = listener === 'http' ? '-redirect' : '';
    const name =
      suffix === '' ? context.names.reserve('HTTPRoute', owner) : context.names.derive('HTTPRoute', owner, suffix);
    return {
      of: service,
      object: {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: objectMeta(context, name, owner, Object.keys(annotations).length > 0 ? { annotations } : {}),
        spec: {
          parentRefs: [parentOf(context, listener)],
          ...(hosts.length > 0 && { hostnames: hosts }),
          rules,
        },
      },
    };
  });
}

function parentOf({ options }: KubernetesContext, listener: string | undefined) {
  const [name = '', namespace] = (options.gateway ?? '').split('/').toReversed();
  return {
    ...(namespace !== undefined && { namespace }),
    name,
    ...(listener !== undefined && { sectionName: listener }),
  };
}

interface Group {
  readonly hosts: readonly string[];
  readonly rules: readonly HttpRouteRule[];
  readonly listener?: string;
}

/** The rules of each host, and the hosts that have the same. */
function groups(
  context: KubernetesContext,
  routes: readonly ServedRoute[],
  ruleOf: (context: KubernetesContext, route: ServedRoute) => HttpRouteRule = forwardRule,
): readonly Group[] {
  const byHost = new Map<string | undefined, HttpRouteRule[]>();
  for (const route of routes) {
    const rules = byHost.get(route.host);
    if (rules) rules.push(ruleOf(context, route));
    else byHost.set(route.host, [ruleOf(context, route)]);
  }
  const byRules = new Map<string, { hosts: string[]; rules: readonly HttpRouteRule[] }>();
  for (const [host, rules] of byHost) {
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

/** An HTTPRoute has at most 16 hosts and 16 rules. */
function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / 16) }, (_, index) => all.slice(index * 16, index * 16 + 16));
}

const matchesOf = ({ path, kind }: Route) => [
  { path: { type: kind === 'Exact' ? 'Exact' : 'PathPrefix', value: trimmed(path) } },
];

function forwardRule(context: KubernetesContext, route: ServedRoute): HttpRouteRule {
  const filters = filtersOf(route);
  return {
    matches: matchesOf(route),
    ...(filters.length > 0 && { filters }),
    backendRefs: [{ name: backendOf(context, route.service), port: route.port }],
  };
}

function redirectRule(_context: KubernetesContext, route: ServedRoute): HttpRouteRule {
  const statusCode = route.redirect?.permanent ? 301 : 302;
  return {
    matches: matchesOf(route),
    filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode } }],
  };
}

function filtersOf(route: ServedRoute): readonly HttpRouteFilter[] {
  const { carried } = carriedFilters(route);
  return [
    ...headerFilter(
      'RequestHeaderModifier',
      'requestHeaderModifier',
      carried.filter(({ kind }) => kind === 'request-header'),
    ),
    ...headerFilter(
      'ResponseHeaderModifier',
      'responseHeaderModifier',
      carried.filter(({ kind }) => kind === 'response-header'),
    ),
    ...carried.flatMap((filter) => rewriteOf(filter, route) ?? []),
  ];
}

function rewriteOf(filter: Filter, { path }: Route): HttpRouteFilter | undefined {
  switch (filter.kind) {
    case 'replace-prefix':
      return {
        type: 'URLRewrite',
        urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: filter.to } },
      };
    case 'add-prefix': {
      const to = `${trimmed(filter.prefix)}${path === '/' ? '' : trimmed(path)}`;
      return { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: to } } };
    }
    case 'replace-path':
      return { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: filter.to } } };
    default:
      return undefined;
  }
}

/** Headers to set; one without a value is taken away, as Traefik does. */
function headerFilter(
  type: 'RequestHeaderModifier' | 'ResponseHeaderModifier',
  field: 'requestHeaderModifier' | 'responseHeaderModifier',
  filters: readonly Filter[],
): readonly HttpRouteFilter[] {
  const byName = new Map(
    filters.flatMap((filter) => ('value' in filter ? [[filter.name.toLowerCase(), filter] as const] : [])),
  );
  const headers = [...byName.values()].slice(0, 16);
  if (headers.length === 0) return [];
  const set = headers.filter(({ value }) => value !== '').map(({ name, value }) => ({ name, value }));
  const remove = headers.filter(({ value }) => value === '').map(({ name }) => name);
  return [{ type, [field]: { ...(set.length > 0 && { set }), ...(remove.length > 0 && { remove }) } }];
}
