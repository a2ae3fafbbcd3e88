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

/**
 * The services in an order in which each comes after those it needs, and those that wait for others to be healthy or done
 * after all that wait for fewer; otherwise as in the source. Docker Compose starts them at the same time: what is waited for
 * may need a service that nobody named as its dependency.
 */
export function startOrder(project: Project): readonly Service[] {
  const needed = (service: Service) => needsOf(project, service).flatMap((name) => project.services[name] ?? []);
  const ordered = dependencyOrder(Object.values(project.services), needed);
  const waits = new Map<string, number>();
  for (const service of ordered) {
    const before = needed(service).map(({ name }) => {
      const condition = service.depends_on[name]?.condition ?? 'service_started';
      return (waits.get(name) ?? 0) + (condition === 'service_started' ? 0 : 1);
    });
    waits.set(
      service.name,
      before.reduce((most, one) => Math.max(most, one), 0),
    );
  }
  return ordered.toSorted((one, other) => (waits.get(one.name) ?? 0) - (waits.get(other.name) ?? 0));
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
