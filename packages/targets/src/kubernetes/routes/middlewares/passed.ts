import type { Redirect, Route } from '../route.ts';
import type { ServedRoutes } from '../served-routes.ts';
import type { Middleware } from './middleware.ts';
import type { TraefikSpec } from './traefik-spec.ts';
import { traefikSpec } from './traefik-spec.ts';

/** A middleware on the way of requests, as Traefik's object has it. */
export interface PassedMiddleware {
  readonly name: string;
  readonly made: TraefikSpec;
  /** Its labels; none where the redirect is not that of a label. */
  readonly defined?: Middleware;
}

/**
 * The middlewares that requests of a route pass, in order. One that sends plain requests to https and belongs to another
 * router of the host comes first: there is one Ingress for both.
 */
export function passedBy(routes: Pick<ServedRoutes, 'redirectsFor'>, route: Route): readonly PassedMiddleware[] {
  const own = route.middlewares ?? [];
  const redirect = route.redirect ?? routes.redirectsFor(route.host);
  const isOwn = own.some((middleware) => middleware.redirect !== undefined);
  const before = redirect === undefined || isOwn ? [] : [redirecting(redirect)];
  const isSomething = ({ made }: PassedMiddleware) => Object.keys(made.spec).length > 0 || made.users !== undefined;
  return [...before, ...own.map(passed)].filter(isSomething);
}

const passed = (defined: Middleware): PassedMiddleware => ({
  name: defined.name,
  made: traefikSpec(defined),
  defined,
});

const redirecting = ({ permanent, middleware }: Redirect): PassedMiddleware =>
  middleware
    ? passed(middleware)
    : {
        name: permanent ? 'https-permanent' : 'https',
        made: { spec: { redirectScheme: { scheme: 'https', permanent } } },
      };
