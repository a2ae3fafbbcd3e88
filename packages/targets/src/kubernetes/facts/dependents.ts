import type { Service, Dependency } from '@transpose/core';

/** A service that names another in `depends_on`. */
export interface Dependent {
  readonly service: Service;
  readonly condition: Dependency['condition'];
}

/** Finds the services that depend on one, in source order. */
export function findDependents(services: readonly Service[]): (service: string) => readonly Dependent[] {
  const found = new Map<string, Dependent[]>();
  for (const service of services) {
    for (const [name, { condition }] of Object.entries(service.depends_on)) {
      const known = found.get(name) ?? [];
      known.push({ service, condition });
      found.set(name, known);
    }
  }
  return (service) => found.get(service) ?? [];
}
