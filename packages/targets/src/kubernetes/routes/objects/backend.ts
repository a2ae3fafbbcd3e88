import { isJoined } from '@transpose/core';
import type { Basis } from '../../facts/basis.ts';
import type { KubernetesContext } from '../../facts/context.ts';

/** An object that routes, and the Compose service that it leads to. */
export interface OwnedRoute<T> {
  readonly of: string;
  readonly object: T;
}

/** The Service that answers for a Compose service. */
export function backendOf(context: KubernetesContext, service: string): string {
  return context.names.service(networkOwner(context, service));
}

/** The service whose network a service lives in: itself, or the one that leads its Pod. */
export function networkOwner({ project, pods }: Basis, service: string): string {
  return isJoined(project.services[service]?.network_mode) ? pods.leadOf(service) : service;
}
