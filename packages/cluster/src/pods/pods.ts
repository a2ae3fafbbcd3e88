import type { Client } from '../client/client.ts';
import { readInventory } from '../up/inventory.ts';
import type { Pod, WorkloadObject } from '../client/live.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import { isOurs, ownerOf, selectorOf } from '../up/ownership.ts';
import { pathOf, podsPath } from '../client/resource.ts';
import { workloadsOf } from '../up/wait.ts';

/**
 * The Pods of a project that are not being stopped, the newest last; those with a container of a service, which may be in
 * the Pod of another one.
 */
export async function podsOf(client: Client, place: ProjectPlace, service?: string): Promise<readonly Pod[]> {
  const query = { labelSelector: selectorOf(place) };
  const { items } = await client.call<{ readonly items: readonly Pod[] }>({ path: podsPath(place), query });
  return items
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter(({ spec }) => service === undefined || spec.containers.some(({ name }) => name === service))
    .toSorted((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1));
}

/** Whether a Pod takes requests. */
export const isReady = ({ status }: Pod): boolean =>
  (status.conditions ?? []).some((one) => one.type === 'Ready' && one.status === 'True');

/** The workloads of the inventory as they are on the cluster. */
export async function liveWorkloads<T extends WorkloadObject>(
  client: Client,
  place: ProjectPlace,
  services: readonly string[] = [],
): Promise<readonly T[]> {
  const { objects } = await readInventory(client, place);
  const found: T[] = [];
  for (const { name, ...object } of workloadsOf(objects.map((one) => ({ ...one, metadata: { name: one.name } })))) {
    const live = await client.find<T>({ path: pathOf({ ...object, name }) });
    if (!live || !isOurs(live, place.project)) continue;
    if (services.length === 0 || services.includes(ownerOf(live))) found.push({ ...live, kind: object.kind });
  }
  return found;
}
