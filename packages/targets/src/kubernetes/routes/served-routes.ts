import type { KeyPath } from '../../account/key-path.ts';
import { grouped } from '../../shared/grouped.ts';
import type { Basis } from '../facts/basis.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { KnownPort, KnownPorts, PortEvidence } from '../ports/known-port.ts';
import type { AskedService } from './middlewares/asked.ts';
import { askedFor } from './middlewares/asked.ts';
import type { Redirect, Route } from './route.ts';

/** A route with the port that answers. */
export interface ServedRoute extends Route {
  readonly port: number;
  /** Nothing in the project names the port: it is what the proxy would have taken, or the usual one. */
  readonly guessed: boolean;
  /** It takes plain requests only, and all that it does is to send them to https. */
  readonly redirectsOnly: boolean;
}

/** The routes of the project that are printed, each rule once. */
export interface ServedRoutes {
  readonly all: readonly ServedRoute[];
  of(service: string): readonly ServedRoute[];
  /** The routes of a service that send plain requests to https, those that do nothing else among them. */
  redirectsOf(service: string): readonly ServedRoute[];
  /** The ports of a service, and of those in its Pod, that routes lead to. */
  portsOf(service: string): readonly number[];
  /** Those, and the ports that Traefik asks itself for its middlewares. */
  openPortsOf(service: string): readonly number[];
  /** The port of a service that Traefik asks. */
  portOf(asked: AskedService): number;
  /** How plain requests for a host are sent to https, where they are. */
  redirectsFor(host: string | undefined): Redirect | undefined;
  /** Rules that are not printed, since another service has the same: where each is, and who has it. */
  readonly rivals: readonly { readonly place: KeyPath; readonly service: string; readonly rule: string }[];
  /** Routes that open no path, because all that they do is to send plain requests to https. */
  readonly onlyRedirects: readonly ServedRoute[];
  /** Routes to services that no Service leads to. */
  readonly unreachable: readonly Route[];
}

/**
 * Gives routes their ports, and makes one of equal rules: a controller refuses doubles. `isReached`: whether a Service
 * leads to a Compose service.
 */
export function servedRoutes(
  basis: Basis,
  { ports, hosts }: { readonly ports: KnownPorts; readonly hosts: Hosts },
  isReached: (service: string) => boolean,
): ServedRoutes {
  const byRule = new Map<string, ServedRoute>();
  const rivals: { place: KeyPath; service: string; rule: string }[] = [];
  const present = basis.readings.routes.filter(({ service }) => basis.pods.has(service));
  for (const route of present.filter(({ service }) => isReached(service))) {
    const { service } = route;
    // Without an entry point of its own it may take requests with TLS, too, and those reach the service.
    const redirectsOnly = route.redirect !== undefined && !route.tls && route.entryPoint !== undefined;
    const served: ServedRoute = { ...route, ...portOf(route, ports.of(service)), redirectsOnly };
    const rule = `${route.speaks === 'tls' ? 'tls ' : ''}${route.host ?? ''} ${route.kind} ${route.path}`;
    const known = byRule.get(rule);
    if (!known) byRule.set(rule, served);
    else if (known.service === service && known.port === served.port) byRule.set(rule, united(known, served));
    else rivals.push({ place: route.place, service: known.service, rule: `${route.host ?? '*'}${route.path}` });
  }
  const rules = [...byRule.values()];
  // Where routes of the host have TLS, what such a route would open is nothing that Traefik leads to the service.
  const secure = new Set(rules.flatMap(({ host, tls }) => (tls ? [host] : [])));
  const opensNothing = ({ host, redirectsOnly }: ServedRoute): boolean => redirectsOnly && secure.has(host);
  const all = rules.filter((rule) => !opensNothing(rule));
  const lead = (service: string) => basis.pods.leadOf(service);
  const byService = grouped(all, ({ service }) => service);
  const byLead = grouped(all, ({ service }) => lead(service));
  const portsOf = (service: string) => [...new Set((byLead.get(lead(service)) ?? []).map(({ port }) => port))];
  const asked = basis.options.ingressController === 'traefik' ? all.flatMap((route) => askedFor(route, hosts)) : [];
  const askedByLead = grouped(asked, ({ service }) => lead(service));
  const portOfAsked = ({ service, port }: AskedService) =>
    portOf({ source: 'traefik', ...(port !== undefined && { port }) }, ports.of(service)).port;
  const redirects = rules.filter(({ redirect }) => redirect !== undefined);
  const redirected = new Map(redirects.map(({ host, redirect }) => [host, redirect]));
  return {
    all,
    of: (service) => byService.get(service) ?? [],
    redirectsOf: (name) => redirects.filter(({ service }) => service === name),
    portsOf,
    openPortsOf: (service) => [
      ...new Set([...portsOf(service), ...(askedByLead.get(lead(service)) ?? []).map(portOfAsked)]),
    ],
    portOf: portOfAsked,
    redirectsFor: (host) => redirected.get(host),
    rivals,
    onlyRedirects: rules.filter(opensNothing),
    unreachable: present.filter(({ service }) => !isReached(service)),
  };
}

/** One rule that two routers have, one of them with TLS: that one says what is done on the way. */
function united(one: ServedRoute, other: ServedRoute): ServedRoute {
  const base = one.redirectsOnly || (other.tls && !one.tls && !other.redirectsOnly) ? other : one;
  const redirect = one.redirect ?? other.redirect;
  const redirectsOnly = one.redirectsOnly && other.redirectsOnly;
  return { ...base, tls: one.tls || other.tls, redirectsOnly, ...(redirect && { redirect }) };
}

/** The port that the label names, else the one that the proxy would take. */
function portOf(
  route: Pick<Route, 'source' | 'port'>,
  known: readonly KnownPort[],
): Pick<ServedRoute, 'port' | 'guessed'> {
  const tcp = known.filter(({ protocol }) => protocol === 'TCP');
  if (route.port !== undefined) return { port: route.port, guessed: false };
  const exposed = tcp.filter((port) => isExposed(port)).map(({ port }) => port);
  const only = exposed.length === 1 ? exposed[0] : tcp.length === 1 ? tcp[0]?.port : undefined;
  if (only !== undefined) return { port: only, guessed: false };
  // Traefik takes the lowest port that a container exposes, kompose the first, nginx-proxy 80.
  if (route.source === 'traefik' && exposed.length > 0) return { port: Math.min(...exposed), guessed: true };
  if (route.source === 'kompose' && exposed[0] !== undefined) return { port: exposed[0], guessed: false };
  return { port: 80, guessed: !tcp.some(({ port }) => port === 80) };
}

const exposing: readonly PortEvidence['kind'][] = ['ports', 'expose', 'dockerfile', 'image'];

const isExposed = ({ evidence }: KnownPort): boolean => evidence.some(({ kind }) => exposing.includes(kind));
