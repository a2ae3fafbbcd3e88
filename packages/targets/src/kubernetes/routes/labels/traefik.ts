import type { Project, Service } from '@transpose/core';
import { pathTo } from '../../../account/key-path.ts';
import { grouped } from '../../../shared/grouped.ts';
import { isPort } from '../../ports/found.ts';
import { ownWords } from '../objects/controllers.ts';
import { carriedFilters } from '../objects/filters.ts';
import type { Definition, Label } from './labels.ts';
import { labelsOf } from './labels.ts';
import type { Middleware } from '../middlewares/middleware.ts';
import { listOf, middlewaresOf } from '../middlewares/middleware.ts';
import { openLabels } from '../middlewares/open-labels.ts';
import { middlewareVerdicts } from '../middlewares/verdicts.ts';
import type { Match, Reading, Redirect, Route, RouteGiven, RouteKind, Verdict } from '../route.ts';
import { ruleField } from '../route.ts';
import { readRule } from './rule.ts';
import { isTraefik } from './proxy-images.ts';
import type { EntryPoint } from './traefik-entries.ts';
import { entryPointsOf, entryVerdicts } from './traefik-entries.ts';
import { routerSettingVerdicts, serverVerdicts, settingVerdict } from './traefik-settings.ts';
import type { Served, TraefikServices } from './traefik-services.ts';
import { served, serviceNamed, withPage } from './traefik-services.ts';
import { readTlsRouter } from './traefik-tcp.ts';
import { approximatedAs, carriedAs, droppedAs, resolvedBy, saidOf } from '../verdict.ts';

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

interface TraefikWorld extends TraefikServices {
  readonly servicesOf: ReadonlyMap<Service, readonly Definition[]>;
  readonly kind: RouteKind;
  readonly given: RouteGiven;
  readonly middlewares: ReadonlyMap<string, Middleware>;
  /** Those that the project's own Traefik has by its command and variables. */
  readonly entries: ReadonlyMap<string, EntryPoint>;
}

/** Why a router makes no route; `at`: the label that is to blame. */
interface Refusal {
  readonly reason: string;
  readonly at?: Label['path'] | undefined;
  readonly instead?: string;
  readonly severity?: 'breaks' | 'cosmetic';
}

function refused(router: Definition, { reason, at, instead, severity = 'breaks' }: Refusal): Reading {
  const place = placeOf(router);
  return {
    routes: [],
    verdicts: [...router.labels.values()].map(({ path }) =>
      path === (at ?? place)
        ? droppedAs(path, reason, instead, severity)
        : resolvedBy(path, 'its router makes no route'),
    ),
    failed: severity === 'breaks' ? [place] : [],
  };
}

/** Where a router is in the file: its rule, else what is there of it. */
function placeOf({ labels }: Definition): Label['path'] {
  const [any] = labels.values();
  return labels.get('rule')?.path ?? any?.path ?? pathTo([]);
}

function readRouter(world: TraefikWorld, router: Definition): Reading {
  const rule = router.labels.get('rule');
  if (router.rival)
    return refused(router, {
      reason: `"${router.rival.name}" has a router "${router.name}" as well, and Traefik takes neither`,
    });
  if (!rule)
    return refused(router, {
      reason: 'The router has no rule: Traefik makes one of the name of the container',
      instead: 'Write a rule such as Host(`app.example.org`)',
    });
  const target = targetOf(world, router);
  if ('internal' in target)
    return refused(router, {
      reason: 'It is part of Traefik itself, which has its own dashboard in a cluster',
      at: target.place,
      severity: 'cosmetic',
    });
  if ('problem' in target) return refused(router, { reason: target.problem, at: target.place });
  const read = readRule(rule.value);
  if (!read.ok)
    return refused(router, {
      reason: `No route is written, because ${read.problem}`,
      instead: 'Write the rule with Host, PathPrefix and Path, or an object of your controller',
    });
  const { routes, tls, lost } = routesOf(world, router, target, read.matches);
  return {
    routes,
    verdicts: [ruleVerdict(world.kind, rule, routes), ...routerSettingVerdicts(world, router, { tls, lost })],
    failed: [],
  };
}

/** The routes of a router, one for each match of its rule. */
function routesOf(
  world: TraefikWorld,
  router: Definition,
  target: Served,
  matches: readonly Match[],
): { readonly routes: readonly Route[]; readonly tls: boolean; readonly lost: readonly string[] } {
  const asked = listOf(router.labels.get('entrypoints')?.value ?? '').map((name) => name.toLowerCase());
  const entries = [...world.entries].flatMap(([name, entry]) =>
    asked.length === 0 || asked.includes(name) ? [entry] : [],
  );
  const tls =
    entries.some((entry) => entry.tls) ||
    [...router.labels].some(([field, { value }]) =>
      field === 'tls' ? value.toLowerCase() !== 'false' : field.startsWith('tls.'),
    );
  const { passed, lost } = wayOf(world, router, entries);
  const redirect = redirectOf(world, passed, { tls, entries });
  const priority = Number(router.labels.get('priority')?.value ?? Number.NaN);
  const [entryPoint, ...others] = asked;
  const routes = matches.map((match): Route => ({
    ...match,
    source: 'traefik',
    service: target.service,
    ...(target.port !== undefined && { port: target.port }),
    ...(target.speaks && { speaks: target.speaks }),
    tls,
    filters: passed.flatMap(({ filters }) => filters),
    middlewares: passed,
    ...(redirect && { redirect }),
    ...(Number.isSafeInteger(priority) && priority !== 0 && { priority }),
    ...(entryPoint !== undefined && others.length === 0 && { entryPoint }),
    place: placeOf(router),
  }));
  return { routes, tls, lost };
}

/** By a middleware of the router, or by the entry point: plain requests for a host with TLS come in there. */
function redirectOf(
  { entries: all }: TraefikWorld,
  passed: readonly Middleware[],
  { tls, entries }: { readonly tls: boolean; readonly entries: readonly EntryPoint[] },
): Redirect | undefined {
  const own = passed.flatMap((middleware) => (middleware.redirect ? [{ ...middleware.redirect, middleware }] : []));
  const reached = tls ? [...all.values()] : entries;
  return own[0] ?? reached.find((entry) => entry.redirect && !entry.tls)?.redirect;
}

function ruleVerdict(kind: RouteKind, rule: Label, routes: readonly Route[]): Verdict {
  const prefix = routes.find((route) => route.kind === 'Prefix' && !route.path.endsWith('/'));
  const field = ruleField(kind);
  return prefix
    ? approximatedAs(
        rule.path,
        field,
        `A prefix takes whole parts of a path: ${prefix.path} is also ${prefix.path}/x, and not ${prefix.path}x as in Traefik`,
        undefined,
        'cosmetic',
      )
    : carriedAs(rule.path, field);
}

type Target =
  | Served
  | { readonly problem: string; readonly place?: Label['path'] }
  | { readonly internal: true; readonly place: Label['path'] };

/** The Compose service and port that a router leads to. */
function targetOf(world: TraefikWorld, router: Definition): Target {
  const named = router.labels.get('service');
  if (!named) {
    const own = world.servicesOf.get(router.owner) ?? [];
    if (own.length > 1)
      return { problem: `"${router.owner.name}" has several services for Traefik, and the router names none` };
    return served(router.owner.name, own[0]);
  }
  const target = serviceNamed(world, named.value);
  return 'service' in target ? target : { ...target, place: named.path };
}

interface Way {
  /** The middlewares that the router names, and those of chains in their place; each once. */
  readonly passed: readonly Middleware[];
  /** Names of middlewares that only Traefik's own configuration knows. */
  readonly lost: readonly string[];
}

function wayOf({ middlewares }: TraefikWorld, router: Definition, entries: readonly EntryPoint[]): Way {
  const passed: Middleware[] = [];
  const lost: string[] = [];
  const seen = new Set<string>();
  const before = new Set(entries.flatMap((entry) => entry.middlewares));
  const open = [...before, ...listOf(router.labels.get('middlewares')?.value ?? '')];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    const known = middlewares.get(name.toLowerCase());
    if (seen.has(name)) continue;
    seen.add(name);
    if (!known) {
      if (!before.has(name)) lost.push(name);
      continue;
    }
    passed.push(known);
    open.unshift(...known.chain);
  }
  return { passed, lost };
}
