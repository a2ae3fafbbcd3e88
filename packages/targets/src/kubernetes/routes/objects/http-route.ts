import type { KubernetesContext } from '../../facts/context.ts';
import type { HttpRouteFilter, HttpRouteRule } from '../../objects/objects.ts';
import { carriedFilters, trimmed } from './filters.ts';
import type { Filter, Route } from '../route.ts';
import { backendOf } from './backend.ts';
import type { ServedRoute } from '../served-routes.ts';

const matchesOf = ({ path, kind }: Route) => [
  { path: { type: kind === 'Exact' ? 'Exact' : 'PathPrefix', value: trimmed(path) } },
];

export function forwardRule(context: KubernetesContext, route: ServedRoute): HttpRouteRule {
  const filters = filtersOf(route);
  return {
    matches: matchesOf(route),
    ...(filters.length > 0 && { filters }),
    backendRefs: [{ name: backendOf(context, route.service), port: route.port }],
  };
}

export function redirectRule(_context: KubernetesContext, route: ServedRoute): HttpRouteRule {
  const statusCode = route.redirect?.permanent ? 301 : 302;
  return {
    matches: matchesOf(route),
    filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode } }],
  };
}

/** What is done on the way: headers first, then one rewrite of the path. */
export function filtersOf(route: ServedRoute): readonly HttpRouteFilter[] {
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
