import type { Client } from '../client/client.ts';
import type { ClusterEvent } from '../events.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import { liveWorkloads } from './pods.ts';
import { nameOf, pathOf } from '../client/resource.ts';
import { waitUntilReady } from '../up/wait.ts';

export interface RestartOptions {
  /** All when empty. */
  readonly services?: readonly string[];
  /** Milliseconds to wait until everything is ready; 0: do not wait. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** Replaces the Pods of services by new ones, as `kubectl rollout restart` does. Jobs run once and stay as they are. */
export async function* restart(
  client: Client,
  place: ProjectPlace,
  { services = [], timeout = 300_000, signal }: RestartOptions = {},
): AsyncGenerator<ClusterEvent> {
  const started = Date.now();
  const workloads = await liveWorkloads(client, place, services);
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'];
  const again = workloads.filter(({ kind }) => kinds.includes(kind));
  for (const workload of workloads)
    if (!again.includes(workload))
      yield { type: 'kept', object: nameOf(workload), why: 'it runs once: transpose up runs it again when it changes' };
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date(started).toISOString() };
  for (const workload of again) {
    await client.call({
      method: 'PATCH',
      path: pathOf(nameOf(workload)),
      query: { fieldManager: 'transpose-restart' },
      type: 'application/strategic-merge-patch+json',
      body: { spec: { template: { metadata: { annotations } } } },
    });
    yield { type: 'applied', object: nameOf(workload), what: 'restarted' };
  }
  const ok = timeout === 0 || (yield* waitUntilReady(client, place, again, { timeout, ...(signal && { signal }) }));
  yield { type: 'done', ok, writes: again.length, milliseconds: Date.now() - started };
}
