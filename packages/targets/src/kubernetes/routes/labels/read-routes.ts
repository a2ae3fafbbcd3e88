import type { Project, Service } from '@transpose/core';
import type { KeyPath } from '../../../account/key-path.ts';
import { readCaddy } from './caddy.ts';
import { readKomposeExpose } from './kompose-expose.ts';
import { readNginxProxy } from './nginx-proxy.ts';
import { proxyOf } from './proxy-images.ts';
import type { Reading, Route, RouteGiven, RouteKind, RouteReader, RouteSource, Verdict } from '../route.ts';
import { readTraefik } from './traefik.ts';
import { saidOf } from '../verdict.ts';

/** What labels and variables of the project tell proxies, before anything is known of Pods and ports. */
export interface RouteReadings {
  readonly routes: readonly Route[];
  readonly verdicts: readonly Verdict[];
  /** The project's own proxies that have nothing left to do: their routes are objects of the cluster now. */
  readonly replaced: ReadonlySet<string>;
  /** Own proxies that stay, each with why. */
  readonly kept: ReadonlyMap<string, string>;
  /** Whether something else says what becomes of the value at a path, so that it is not an annotation as well. */
  takes(path: KeyPath): boolean;
}

const readers: Readonly<Record<RouteSource, RouteReader>> = {
  traefik: readTraefik,
  'nginx-proxy': readNginxProxy,
  caddy: readCaddy,
  kompose: readKomposeExpose,
};

/** Reads the routes of a project. `isKept`: services whose kind somebody wrote, so that they are never left out. */
export function readRoutes(
  project: Project,
  kind: RouteKind | 'none',
  isKept: (service: Service) => boolean,
  given: RouteGiven = {},
): RouteReadings {
  const readings = new Map<RouteSource, Reading>();
  if (kind !== 'none')
    for (const [source, read] of Object.entries(readers))
      readings.set(source as RouteSource, read(project, kind, given));
  const all = [...readings.values()];
  const replaced = new Set<string>();
  const kept = new Map<string, string>();
  for (const service of Object.values(project.services)) {
    const source = proxyOf(service);
    const reading = source && readings.get(source);
    if (!reading || reading.routes.length === 0 || isKept(service)) continue;
    const [failed] = reading.failed;
    if (failed) kept.set(service.name, `a route of "${failed[1]}" could not be written`);
    else if (hasOwnRoutes(service)) kept.set(service.name, 'its own configuration may have further routes');
    else replaced.add(service.name);
  }
  const verdicts = all.flatMap((reading) => reading.verdicts);
  return {
    routes: all.flatMap(({ routes }) => routes),
    verdicts,
    replaced,
    kept,
    takes: saidOf(verdicts),
  };
}

/** Whether a proxy has, or may have, routes that no label tells: another provider, or a configuration file of its own. */
function hasOwnRoutes({ command = [], volumes, configs }: Service): boolean {
  return (
    command.some((word) => /^--providers\.(?!docker|swarm|providersthrottleduration)/i.test(word)) ||
    [...volumes, ...configs].some(({ target = '' }) =>
      /\.(?:ya?ml|toml)$|\/Caddyfile$|^\/etc\/traefik(?:\/|$)/.test(target),
    )
  );
}
