import type { KubernetesContext } from '../../facts/context.ts';
import type { GrpcRouteRule } from '../../objects/objects.ts';
import { backendOf } from './backend.ts';
import { carriedFilters } from './filters.ts';
import { filtersOf } from './http-route.ts';
import type { ServedRoute } from '../served-routes.ts';

/**
 * Whether a route can be one of gRPC: the service speaks HTTP/2 without TLS, and the path is everything, a service of gRPC
 * or a method of one. Source: GRPCMethodMatch of the Gateway API.
 */
export function isGrpc(route: ServedRoute): boolean {
  const isPlain = carriedFilters(route).carried.every(({ kind }) => kind.endsWith('-header'));
  return route.speaks === 'h2c' && isPlain && (route.path === '/' || methodOf(route) !== undefined);
}

/** `/shop.Cart/` is a service, `/shop.Cart/Add` one of its methods; `/api` may be a path of anything. */
function methodOf({ path, kind }: ServedRoute): { readonly service: string; readonly method?: string } | undefined {
  const [, service, method] = /^\/([a-z_]\w*(?:\.[a-z_]\w*)+)(?:\/([a-z_]\w*)?)?$/i.exec(path) ?? [];
  if (service === undefined || (method === undefined) !== (kind === 'Prefix')) return undefined;
  return method === undefined ? { service } : { service, method };
}

export function grpcRule(context: KubernetesContext, route: ServedRoute): GrpcRouteRule {
  const method = methodOf(route);
  const filters = filtersOf(route);
  return {
    ...(method && { matches: [{ method: { type: 'Exact', ...method } }] }),
    ...(filters.length > 0 && { filters }),
    backendRefs: [{ name: backendOf(context, route.service), port: route.port }],
  };
}
