import type { Client } from '../client/client.ts';
import { ConnectionError } from '../client/api-error.ts';
import type { Pod, WorkloadObject } from '../client/live.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import { isOurs, ownerOf } from '../up/ownership.ts';
import { mergePatch } from '../client/patch.ts';
import type { ObjectName } from '../client/resource.ts';
import { pathOf, podsPath } from '../client/resource.ts';

/** The Pods that have one of these claims, whoever made them. */
export async function claimUsers(
  client: Client,
  place: ProjectPlace,
  claims: readonly string[],
  own: string,
): Promise<readonly Pod[]> {
  const { items } = await client.call<{ readonly items: readonly Pod[] }>({ path: podsPath(place) });
  return items
    .filter(({ metadata }) => metadata.name !== own)
    .filter(({ status }) => status.phase !== 'Succeeded' && status.phase !== 'Failed')
    .filter(({ spec }) =>
      (spec.volumes ?? []).some(({ persistentVolumeClaim }) => claims.includes(persistentVolumeClaim?.claimName ?? '')),
    );
}

/** A workload that can be scaled to nothing, and how many replicas it had. */
export interface Scalable {
  readonly object: ObjectName;
  readonly replicas: number;
}

/** The workloads of the project that Pods belong to; `others`: the Pods that no such workload has. */
export async function scalablesOf(
  client: Client,
  { project, namespace }: ProjectPlace,
  pods: readonly Pod[],
): Promise<{ readonly scalables: readonly Scalable[]; readonly others: readonly string[] }> {
  const scalables = new Map<string, Scalable>();
  const others: string[] = [];
  for (const pod of pods) {
    const found = isOurs(pod, project) ? await workloadOf(ownerOf(pod), namespace, client, project) : undefined;
    if (found) scalables.set(pathOf(found.object), found);
    else others.push(pod.metadata.name);
  }
  return { scalables: [...scalables.values()], others };
}

async function workloadOf(
  name: string,
  namespace: string,
  client: Client,
  project: string,
): Promise<Scalable | undefined> {
  for (const kind of ['Deployment', 'StatefulSet']) {
    const object = { apiVersion: 'apps/v1', kind, name, namespace };
    const live = await client.find<WorkloadObject>({ path: pathOf(object) });
    if (live && isOurs(live, project)) return { object, replicas: live.spec.replicas ?? 1 };
  }
  return undefined;
}

/** Who changes claims and workloads here. */
export const fieldManager = 'transpose-copy-data';

export const scale = (client: Client, object: ObjectName, replicas: number): Promise<unknown> =>
  mergePatch(client, object, fieldManager, { spec: { replicas } });

/** Waits until no Pod has the claims any more. */
export async function untilUnused(
  client: Client,
  place: ProjectPlace,
  claims: readonly string[],
  own: string,
  timeout: number,
): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    const [pod] = await claimUsers(client, place, claims, own);
    if (!pod) return;
    if (Date.now() >= end)
      throw new ConnectionError(`the Pod ${pod.metadata.name} has not ended after ${timeout / 1000} s`);
    await client.pause(500);
  }
}
