import type { Service } from '@transpose/core';
import { pathTo } from '../../../account/key-path.ts';
import type { Definition, Label } from './labels.ts';
import type { Middleware } from '../middlewares/middleware.ts';
import { listOf } from '../middlewares/middleware.ts';
import type { Match, Reading, Redirect, Route, RouteGiven, RouteKind, Verdict } from '../route.ts';
import { ruleField } from '../route.ts';
import { readRule } from './rule.ts';
import type { EntryPoint } from './traefik-entries.ts';
import { routerSettingVerdicts } from './traefik-settings.ts';
import type { Served, TraefikServices } from './traefik-services.ts';
import { served, serviceNamed } from './traefik-services.ts';
import { approximatedAs, carriedAs, droppedAs, resolvedBy } from '../verdict.ts';

/** What of the project a router is read with. */
export interface TraefikWorld extends TraefikServices {
  readonly servicesOf: ReadonlyMap<Service, readonly Definition[]>;
  readonly kind: RouteKind;
  readonly given: RouteGiven;
  readonly middlewares: ReadonlyMap<string, Middleware>;
  /** Those that the project's own Traefik has by its command and variables. */
  readonly entries: ReadonlyMap<string, EntryPoint>;
}

/** The routes of a router, and what becomes of its labels. */
export function readRouter(world: TraefikWorld, router: Definition): Reading {
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
