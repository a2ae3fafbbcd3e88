import type { Project, Service } from '@transpose/core';
import { lendingService, parseLink, parseVolumesFrom } from '@transpose/core';
import { pathTo } from '../account/key-path.ts';
import { dependencyOrder } from '../shared/graph/dependency-order.ts';
import type { WaitPlan } from './types.ts';

/** Services that have to be there before a service can be made: dependencies, links, shared namespaces and volumes. */
export function needsOf(project: Project, service: Service): readonly string[] {
  const links = service.links.map((link) => parseLink(link).target);
  return [...new Set([...Object.keys(service.depends_on), ...links, ...sharesOf(service)])].filter(
    (name) => project.services[name] !== undefined,
  );
}

/** Services whose namespaces or volumes a service uses. */
export function sharesOf(service: Service): readonly string[] {
  const modes = [service.network_mode, service.ipc, service.pid].flatMap((mode) => lendingService(mode) ?? []);
  const volumes = service.volumes_from.flatMap((text) => {
    const from = parseVolumesFrom(text);
    return from.kind === 'service' ? [from.service] : [];
  });
  return [...new Set([...modes, ...volumes])];
}

/** The services in an order in which each comes after those it needs; otherwise as in the source. */
export function startOrder(project: Project): readonly Service[] {
  return dependencyOrder(Object.values(project.services), (service) =>
    needsOf(project, service).flatMap((name) => project.services[name] ?? []),
  );
}

const conditions = {
  service_started: 'started',
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
} as const;

/** What a service waits for. A dependency that is not there (its profile is off) is nobody's to wait for. */
export function planWaits(project: Project, service: Service): readonly WaitPlan[] {
  return Object.entries(service.depends_on).flatMap(([name, dependency]): readonly WaitPlan[] => {
    if (!project.services[name] || project.services[name].provider) return [];
    return [
      {
        service: name,
        condition: conditions[dependency.condition],
        required: dependency.required,
        restart: dependency.restart,
        path: pathTo(['services', service.name, 'depends_on', name]),
      },
    ];
  });
}
