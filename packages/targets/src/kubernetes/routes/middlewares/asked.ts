import type { Hosts } from '../../hosts/hosts.ts';
import type { Route } from '../route.ts';
import type { Middleware } from './middleware.ts';

/** A service of the project that Traefik itself asks for a middleware: who may come in, or a page for an error. */
export interface AskedService {
  readonly service: string;
  /** Undefined: that which the routes of the service lead to. */
  readonly port?: number;
}

const address = /^(https?):\/\/([^/:@?#\s]{1,253})(?::(\d{1,5}))?(?=[/?#]|$)/i;

/** The service of the project that a `forwardAuth` asks, and its address where that host is `name`. */
export function authServiceOf(
  { labels }: Middleware,
  hosts: Hosts,
): { readonly service: string; readonly port: number; addressAt(name: string): string } | undefined {
  const label = labels.find(({ field }) => field === 'forwardauth.address');
  const text = label?.value.trim() ?? '';
  const [whole = '', scheme = '', host = '', port] = address.exec(text) ?? [];
  const service = label && hosts.servicesNamed(label.service.name, host)[0];
  if (service === undefined) return undefined;
  return {
    service,
    port: Number(port ?? (scheme.toLowerCase() === 'https' ? 443 : 80)),
    addressAt: (name) => `${scheme}://${name}${port === undefined ? '' : `:${port}`}${text.slice(whole.length)}`,
  };
}

/** What Traefik asks for the middlewares of a route. */
export const askedFor = ({ middlewares = [] }: Route, hosts: Hosts): readonly AskedService[] =>
  middlewares.flatMap((middleware) => [middleware.page ?? [], authServiceOf(middleware, hosts) ?? []].flat());
