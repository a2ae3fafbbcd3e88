import type { Forward } from '@transpose/cluster';
import type { Project } from '@transpose/core';

/** The TCP ports that services publish, each once; `name`: the name of a service on the cluster. */
export function publishedPorts(
  project: Project,
  services: readonly string[],
  name: (service: string) => string,
): readonly Forward[] {
  const chosen = Object.values(project.services).filter((one) => services.length === 0 || services.includes(one.name));
  const found = chosen.flatMap((service) =>
    service.ports
      .filter(({ protocol }) => protocol === 'tcp')
      // Of a range the first one; `0` and nothing: any port.
      .map(({ target, published = '0' }): Forward => ({
        service: name(service.name),
        target,
        local: Number.parseInt(published, 10) || 0,
      })),
  );
  const taken = new Set<number>();
  return found.filter(({ local }) => local === 0 || (!taken.has(local) && taken.add(local)));
}
