import type { Project, Service } from '@transpose/core';
import type { KeyPath } from '../../../account/key-path.ts';
import { pathTo } from '../../../account/key-path.ts';
import { isPort } from '../../ports/found.ts';
import type { Filter, Reading, Route, RouteGiven, RouteKind, Verdict } from '../route.ts';
import { ruleField } from '../route.ts';
import { hostProblem, pathProblem } from './rule.ts';
import { approximatedAs, carriedAs, droppedAs, gatewayTls, resolvedBy } from '../verdict.ts';

/** Variables by which nginx-proxy and its certificate companion find services. */
const variable = /^(?:VIRTUAL_(?:HOST|PATH|PORT|PROTO|DEST|HOST_MULTIPORTS)|LETSENCRYPT_HOST)$/;

/** Reads the variables of nginx-proxy. */
export function readNginxProxy(project: Project, kind: RouteKind, given: RouteGiven): Reading {
  const readings = Object.values(project.services).map((service) => readService(service, kind, given));
  return {
    routes: readings.flatMap(({ routes }) => routes),
    verdicts: readings.flatMap(({ verdicts }) => verdicts),
    failed: readings.flatMap(({ failed }) => failed),
  };
}

const none: Reading = { routes: [], verdicts: [], failed: [] };

function readService(service: Service, kind: RouteKind, given: RouteGiven): Reading {
  const value = (name: string) => service.environment[name] ?? undefined;
  const place = (name: string): KeyPath => pathTo(['services', service.name, 'environment', name]);
  const several = value('VIRTUAL_HOST_MULTIPORTS');
  if (several !== undefined) {
    const reason = 'It is not read, so the service has no route';
    const instead = 'Write VIRTUAL_HOST, VIRTUAL_PATH and VIRTUAL_PORT, or labels of Traefik';
    return {
      ...none,
      verdicts: [droppedAs(place('VIRTUAL_HOST_MULTIPORTS'), reason, instead, 'breaks')],
      failed: [place('VIRTUAL_HOST_MULTIPORTS')],
    };
  }
  const hosts = listed(value('VIRTUAL_HOST'));
  if (hosts.length === 0) return none;

  const path = value('VIRTUAL_PATH') || '/';
  const problem =
    pathProblem(path) ??
    hosts
      .map((host) => (host.startsWith('~') ? `"${host}" is a pattern` : hostProblem(host)))
      .find((one) => one !== undefined);
  if (problem !== undefined) {
    const at = place(pathProblem(path) === undefined ? 'VIRTUAL_HOST' : 'VIRTUAL_PATH');
    const reason = `It stays a variable, and no route is written, because ${problem}`;
    return { ...none, verdicts: [droppedAs(at, reason, 'Name plain hosts and paths', 'breaks')], failed: [at] };
  }
  const port = Number(value('VIRTUAL_PORT') ?? Number.NaN);
  const secure = new Set(listed(value('LETSENCRYPT_HOST')).map((host) => host.toLowerCase()));
  const filters = destination(value('VIRTUAL_DEST'), path, place('VIRTUAL_DEST'));
  const routes = hosts.map((host): Route => ({
    source: 'nginx-proxy',
    host: host.toLowerCase(),
    path,
    kind: 'Prefix',
    service: service.name,
    ...(isPort(port) && { port }),
    tls: secure.has(host.toLowerCase()),
    filters,
    place: place('VIRTUAL_HOST'),
  }));
  const verdicts = Object.keys(service.environment)
    .filter((name) => variable.test(name) && value(name) !== undefined)
    .map((name) =>
      name === 'LETSENCRYPT_HOST' && kind === 'gateway' && routes.some(({ tls }) => tls)
        ? gatewayTls(place(name), given)
        : verdictOf(name, value(name) ?? '', place(name), kind, routes),
    );
  return { routes, verdicts, failed: [] };
}

const listed = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').flatMap((part) => part.trim() || []);

/** `VIRTUAL_DEST`: what is in the place of the path; `/` takes it off. */
function destination(to: string | undefined, path: string, place: KeyPath): readonly Filter[] {
  if (to === undefined || to === '' || to === path) return [];
  return pathProblem(to) === undefined ? [{ kind: 'replace-prefix', prefixes: [path], to, place }] : [];
}

function verdictOf(name: string, value: string, place: KeyPath, kind: RouteKind, routes: readonly Route[]): Verdict {
  switch (name) {
    case 'LETSENCRYPT_HOST':
      return routes.some(({ tls }) => tls)
        ? carriedAs(place, 'Ingress.spec.tls')
        : droppedAs(place, 'VIRTUAL_HOST has none of its hosts');
    case 'VIRTUAL_PORT':
      return carriedAs(place, 'Service.spec.ports');
    case 'VIRTUAL_PROTO':
      return value.toLowerCase() === 'http'
        ? resolvedBy(place, 'it is the default')
        : approximatedAs(
            place,
            ruleField(kind),
            `The controller asks the Pod by plain http, not by ${value}`,
            'Look for the annotation of your controller, such as nginx.ingress.kubernetes.io/backend-protocol',
            'breaks',
          );
    case 'VIRTUAL_DEST':
      return kind === 'gateway' && routes.some(({ filters }) => filters.length > 0)
        ? carriedAs(place, 'HTTPRoute.spec.rules[].filters')
        : approximatedAs(
            place,
            ruleField(kind),
            'The path arrives as the client asks for it',
            kind === 'ingress' ? 'Use --route gateway, or a rewrite annotation of your Ingress controller' : undefined,
            'breaks',
          );
    default:
      return carriedAs(place, ruleField(kind));
  }
}
