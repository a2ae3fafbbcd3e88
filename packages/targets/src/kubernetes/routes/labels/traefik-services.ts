import { isPort } from '../../ports/found.ts';
import type { Middleware } from '../middlewares/middleware.ts';
import type { Definition } from './labels.ts';

/** The services of Traefik that labels define, and the names of those that they do not. */
export interface TraefikServices {
  readonly services: ReadonlyMap<string, Definition>;
  /** Compose services by the names that Traefik gives those without labels. */
  readonly usualNames: ReadonlyMap<string, string>;
}

/** The Compose service and port that a service of Traefik leads to. */
export interface Served {
  readonly service: string;
  readonly port?: number;
  readonly speaks?: 'h2c';
}

type Named = Served | { readonly problem: string } | { readonly internal: true };

/** The Compose service and port behind the name of a service of Traefik. */
export function serviceNamed({ services, usualNames }: TraefikServices, text: string): Named {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/@(?:docker|swarm)$/, '');
  if (name.endsWith('@internal')) return { internal: true };
  const defined = services.get(name);
  if (defined?.rival)
    return { problem: `"${defined.owner.name}" and "${defined.rival.name}" both say what "${name}" is` };
  if (defined) return served(defined.owner.name, defined);
  // Traefik calls the service of a container without labels by the names of service and project.
  const usual = usualNames.get(name);
  return usual === undefined
    ? { problem: `No label of the project says what the service "${text}" is` }
    : served(usual, undefined);
}

export function served(service: string, definition: Definition | undefined): Served {
  const port = Number(definition?.labels.get('loadbalancer.server.port')?.value ?? Number.NaN);
  const isH2c = definition?.labels.get('loadbalancer.server.scheme')?.value.toLowerCase() === 'h2c';
  return { service, ...(isPort(port) && { port }), ...(isH2c && { speaks: 'h2c' }) };
}

/** A middleware with the service that its `errors` names, where labels or the project say which that is. */
export function withPage(world: TraefikServices, middleware: Middleware): Middleware {
  const label = middleware.labels.find(({ field }) => field === 'errors.service');
  const page = label && serviceNamed(world, label.value);
  return page && !('problem' in page) && !('internal' in page) ? { ...middleware, page } : middleware;
}
