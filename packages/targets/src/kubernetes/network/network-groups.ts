import type { Project } from '@transpose/core';
import type { Basis } from '../facts/basis.ts';

/** The networks that matter, and who is where: services of separate networks do not reach each other. */
export interface NetworkGroups {
  /** Whether the networks keep any two services, or one and the world, apart. If not, no policy is needed. */
  readonly apart: boolean;
  /** The networks in use, in source order. */
  readonly networks: readonly string[];
}

/** A network that all services share separates nobody, whatever others there are; an internal one always does. */
export function networkGroups(basis: Pick<Basis, 'project' | 'pods'>): NetworkGroups {
  const attached = basis.pods.emitted.map((service) => Object.keys(service.networks)).filter((keys) => keys.length > 0);
  const members = new Map<string, number>();
  for (const key of attached.flat()) members.set(key, (members.get(key) ?? 0) + 1);
  const networks = Object.keys(basis.project.networks).filter((key) => members.has(key));
  const internal = networks.some((key) => basis.project.networks[key]?.internal === true);
  const shared = networks.some((key) => members.get(key) === attached.length);
  return { apart: internal || (networks.length > 1 && !shared), networks };
}

/** Whether a service is in internal networks only: nothing from outside reaches it, and it reaches nothing outside. */
export function isInternal(project: Project, service: string): boolean {
  const keys = Object.keys(project.services[service]?.networks ?? {});
  return keys.length > 0 && keys.every((key) => project.networks[key]?.internal === true);
}
