import type { Project, Service } from '@transpose/core';
import type { KeyPath } from '../../../account/key-path.ts';
import { pathTo } from '../../../account/key-path.ts';
import { listOf } from '../middlewares/middleware.ts';
import { middlewaresVerdict, redirectVerdict } from '../middlewares/verdicts.ts';
import type { Middleware } from '../middlewares/middleware.ts';
import type { Redirect, Route, RouteGiven, RouteKind, Verdict } from '../route.ts';
import { isTraefik } from './proxy-images.ts';

/** An entry point as the static configuration of the project's Traefik has it. */
export interface EntryPoint {
  readonly tls: boolean;
  /** All that comes in by it is sent to https. */
  readonly redirect?: Redirect;
  /** Names of the middlewares that requests of all its routers pass first. */
  readonly middlewares: readonly string[];
  /** Where these are named. */
  readonly place: KeyPath;
  /** The port that it listens on in the container. */
  readonly port?: string;
}

/** A setting of an entry point: `entrypoints.web.address`, and what is behind the name. */
interface Setting {
  readonly entry: string;
  readonly field: string;
  readonly value: string;
  readonly place: KeyPath;
}

/**
 * The entry points that the command or the variables of the project's own Traefik define, by their names in lower case. A file
 * with its configuration is not read.
 */
export function entryPointsOf(project: Project): ReadonlyMap<string, EntryPoint> {
  const proxies = Object.values(project.services).filter(isTraefik);
  const [proxy] = proxies;
  const found = new Map<string, EntryPoint>();
  if (!proxy || proxies.length > 1) return found;
  for (const { entry, field, value, place } of settingsOf(proxy)) {
    const known = found.get(entry) ?? { tls: false, middlewares: [], place };
    found.set(entry, { ...known, ...changeOf(known, { entry, field, value, place }) });
  }
  return found;
}

const setting = /^(?:--|TRAEFIK_)entrypoints[._]([^._=]+)[._]([^=]+)(?:=(.*))?$/is;

function settingsOf({ name, command, environment }: Service): readonly Setting[] {
  const words = (command ?? []).map((text, index) => ({
    text,
    place: pathTo(['services', name, 'command', index]) as KeyPath,
  }));
  const variables = Object.entries(environment).map(([key, value]) => ({
    text: `${key}=${value ?? ''}`,
    place: pathTo(['services', name, 'environment', key]) as KeyPath,
  }));
  return [...words, ...variables].flatMap(({ text, place }) => {
    const [, entry, field, value = 'true'] = setting.exec(text) ?? [];
    if (entry === undefined || field === undefined) return [];
    return [{ entry: entry.toLowerCase(), field: field.toLowerCase().replaceAll('_', '.'), value, place }];
  });
}

function changeOf({ redirect }: EntryPoint, { field, value, place }: Setting): Partial<EntryPoint> {
  switch (field) {
    case 'address': {
      const port = /:(\d+)(?:\/tcp)?$/.exec(value)?.[1];
      return port === undefined ? {} : { port };
    }
    case 'http.tls':
      return { tls: value.toLowerCase() !== 'false' };
    case 'http.middlewares':
      return { middlewares: listOf(value), place };
    case 'http.redirections.entrypoint.to':
      return { redirect: { permanent: true, ...redirect, place } };
    case 'http.redirections.entrypoint.permanent':
      return { redirect: { place, ...redirect, permanent: value.toLowerCase() !== 'false' } };
    default:
      return field.startsWith('http.tls.') ? { tls: true } : {};
  }
}

/** What becomes of what entry points do with all requests. */
export function entryVerdicts(
  { entries, middlewares, kind, given }: EntryWorld,
  routes: readonly Route[],
): readonly Verdict[] {
  const isUsed = (place: KeyPath) => routes.some(({ redirect }) => redirect?.place === place);
  return [...entries.values()].flatMap(({ redirect, place, middlewares: names }): readonly Verdict[] => {
    const lost = names.filter((name) => !middlewares.has(name.toLowerCase()));
    return [
      ...(redirect && isUsed(redirect.place) ? [redirectVerdict(redirect.place, kind, given.ingressController)] : []),
      ...(names.length > 0 ? [middlewaresVerdict(kind, place, lost)] : []),
    ];
  });
}

/** What is known of a project's Traefik, and for whom the routes are. */
export interface EntryWorld {
  readonly entries: ReadonlyMap<string, EntryPoint>;
  readonly middlewares: ReadonlyMap<string, Middleware>;
  readonly kind: RouteKind;
  readonly given: RouteGiven;
}
