import type { LoadResult, ServiceSettings } from '@transpose/core';
import { projectSettings, serviceSettings } from '@transpose/core';
import type { SecretChoice } from './looks-secret.ts';

/** What `x-transpose` says of names, for the project and for each of its services. */
export function choicesOf({ project }: Pick<LoadResult, 'project'>): {
  readonly project: SecretChoice;
  readonly services: ReadonlyMap<string, SecretChoice>;
} {
  if (!project) return { project: {}, services: new Map() };
  const names = (given: unknown): readonly string[] =>
    Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
  const choice = (...given: readonly Pick<ServiceSettings, 'secrets' | 'plain'>[]) => ({
    secret: new Set(given.flatMap(({ secrets }) => names(secrets))),
    plain: new Set(given.flatMap(({ plain }) => names(plain))),
  });
  const all = projectSettings(project);
  const services = Object.values(project.services).map((service) => {
    const own = serviceSettings(service);
    const mine = choice(own);
    const both = choice(all, own);
    for (const name of mine.secret) if (!mine.plain.has(name)) both.plain.delete(name);
    for (const name of mine.plain) both.secret.delete(name);
    return [service.name, both] as const;
  });
  return { project: choice(all), services: new Map(services) };
}
