import type { Project, Service } from '@transpose/core';
import { grouped } from '../../../shared/grouped.ts';
import { isPort } from '../../ports/found.ts';
import { ownWords } from '../objects/controllers.ts';
import { carriedFilters } from '../objects/filters.ts';
import type { Definition, Label } from './labels.ts';
import { labelsOf } from './labels.ts';
import { middlewaresOf } from '../middlewares/middleware.ts';
import { openLabels } from '../middlewares/open-labels.ts';
import { middlewareVerdicts } from '../middlewares/verdicts.ts';
import type { Reading, Route, RouteGiven, RouteKind, Verdict } from '../route.ts';
import { isTraefik } from './proxy-images.ts';
import { entryPointsOf, entryVerdicts } from './traefik-entries.ts';
import { serverVerdicts, settingVerdict } from './traefik-settings.ts';
import type { TraefikWorld } from './traefik-router.ts';
import { readRouter } from './traefik-router.ts';
import { withPage } from './traefik-services.ts';
import { readTlsRouter } from './traefik-tcp.ts';
import { carriedAs, resolvedBy, saidOf } from '../verdict.ts';

const definitionKey = /^traefik\.(http|tcp)\.(routers|services)\.([^.]+)\.(.+)$/;

/** Reads the labels of Traefik 2 and 3: routers, services and middlewares for HTTP, and routers of TLS for a Gateway. */
export function readTraefik(project: Project, kind: RouteKind, given: RouteGiven): Reading {
  const { labels, verdicts: unseen } = labelsOfTraefik(project);
  const verdicts: Verdict[] = [...unseen];
  const failed: Label['path'][] = [];
  const routers = definitions(labels, 'http', 'routers');
  const services = definitions(labels, 'http', 'services');
  const usualNames = new Map(Object.keys(project.services).map((key) => [`${key}-${project.name}`.toLowerCase(), key]));
  const { open, verdicts: hidden } = openLabels(labels, given);
  verdicts.push(...hidden);
  const middlewares = new Map(
    Array.from(middlewaresOf(open), ([name, one]) => [name, withPage({ services, usualNames }, one)]),
  );
  const world: TraefikWorld = {
    usualNames,
    servicesOf: grouped([...services.values()], ({ owner }) => owner),
    kind,
    given,
    services,
    middlewares,
    entries: entryPointsOf(project),
  };

  const routes: Route[] = [];
  for (const router of routers.values()) {
    const read = readRouter(world, router);
    routes.push(...read.routes);
    verdicts.push(...read.verdicts);
    failed.push(...read.failed);
  }
  if (kind === 'gateway') {
    const read = readTcp(labels);
    routes.push(...read.routes);
    verdicts.push(...read.verdicts);
  }
  const used = new Set(
    routes.flatMap((route) =>
      kind === 'ingress'
        ? ownWords(given.ingressController, route).carried
        : [
            ...carriedFilters(route).carried.map(({ place }) => place),
            ...(route.redirect ? [route.redirect.place] : []),
          ],
    ),
  );
  const passed = new Set(routes.flatMap((route) => route.middlewares ?? []));
  const isSaid = saidOf(verdicts);
  verdicts.push(
    ...middlewareVerdicts(middlewares, { kind, controller: given.ingressController, places: used, passed }),
    ...entryVerdicts(world, routes),
    ...[...services.values()].flatMap(serverVerdicts),
    ...labels.flatMap((label) => (isSaid(label.path) ? [] : (settingVerdict(label) ?? []))),
  );
  const opened = new Set(routes.map(({ place }) => place));
  const isOther = ({ key, path }: Label) =>
    /^traefik\.(?:tcp|udp)\.routers\.[^.]+\.rule$/.test(key) && !opened.has(path);
  failed.push(...labels.flatMap((label) => (isOther(label) ? [label.path] : [])));
  return { routes, verdicts, failed };
}

/** The labels that Traefik reads; of services that it does not look at, why nothing becomes of them. */
function labelsOfTraefik(project: Project): {
  readonly labels: readonly Label[];
  readonly verdicts: readonly Verdict[];
} {
  const verdicts: Verdict[] = [];
  const quiet = onlyEnabled(project);
  const labels: Label[] = [];
  for (const service of Object.values(project.services)) {
    const own = labelsOf(service).filter(({ key }) => /^traefik\.[^/]*$/.test(key));
    const enabled = own.find(({ key }) => key === 'traefik.enable')?.value.toLowerCase();
    if (enabled === 'false' || (quiet && enabled !== 'true'))
      verdicts.push(...own.map(({ path }) => resolvedBy(path, 'Traefik does not look at this service')));
    else labels.push(...own);
  }
  return { labels, verdicts };
}

/** The routers for TCP, and the ports of their services. */
function readTcp(labels: readonly Label[]): Pick<Reading, 'routes' | 'verdicts'> {
  const services = definitions(labels, 'tcp', 'services');
  const ports = [...services.values()].map(
    (service) => [service, service.labels.get('loadbalancer.server.port')] as const,
  );
  const readings = [...definitions(labels, 'tcp', 'routers').values()].map((router) => {
    const own = ports.filter(([{ owner }]) => owner === router.owner);
    return readTlsRouter(router, (name) => {
      const [, label] = own.find(([service]) => service.name === name?.toLowerCase()) ?? own[0] ?? [];
      const port = Number(label?.value ?? Number.NaN);
      return isPort(port) ? port : undefined;
    });
  });
  const isLed = readings.some(({ routes }) => routes.length > 0);
  return {
    routes: readings.flatMap(({ routes }) => routes),
    verdicts: [
      ...readings.flatMap(({ verdicts }) => verdicts),
      ...ports.flatMap(([, label]) => (label && isLed ? [carriedAs(label.path, 'Service.spec.ports')] : [])),
    ],
  };
}

/** Whether the project's own Traefik looks at services with `traefik.enable=true` only. */
function onlyEnabled(project: Project): boolean {
  return Object.values(project.services).some(
    (service) =>
      isTraefik(service) &&
      (service.command ?? []).some((word) => /^--providers\.(?:docker|swarm)\.exposedbydefault=false$/i.test(word)),
  );
}

function definitions(
  labels: readonly Label[],
  protocol: 'http' | 'tcp',
  sort: 'routers' | 'services',
): ReadonlyMap<string, Definition> {
  const found = new Map<string, { name: string; owner: Service; labels: Map<string, Label>; rival?: Service }>();
  for (const label of labels) {
    const [, spoken, section, name, field] = definitionKey.exec(label.key) ?? [];
    if (spoken !== protocol || section !== sort || name === undefined || field === undefined) continue;
    const known = found.get(name);
    if (!known) found.set(name, { name, owner: label.service, labels: new Map([[field, label]]) });
    else if (known.owner === label.service || known.labels.get(field)?.value === label.value)
      known.labels.set(field, known.labels.get(field) ?? label);
    else known.rival ??= label.service;
  }
  return found;
}
