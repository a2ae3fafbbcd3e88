import type { Client } from '../client/client.ts';
import type { Pod, WorkloadObject } from '../client/live.ts';
import type { ProjectPlace } from './ownership.ts';
import { ownerOf, selectorOf } from './ownership.ts';
import type { KubernetesObject } from '../client/resource.ts';
import { pathOfKind } from '../client/resource.ts';
import { keepWatch } from './watch.ts';
import type { Progress } from './workload-state.ts';
import { progressOf } from './workload-state.ts';

export type Workload = Pick<KubernetesObject, 'apiVersion' | 'kind' | 'metadata'>;

/** How far the workload of a service is, and what is known of it. */
export type State = Progress & {
  readonly service: string;
  readonly workload: WorkloadObject | undefined;
  readonly pods: readonly Pod[];
};

export interface WorkloadWatch {
  states(): readonly State[];
  /** Waits for the next change, at most so long. A watch that failed throws its error. */
  next(atMost: number): Promise<void>;
  stop(): void;
}

/** Watches workloads and their Pods, from now on. */
export function watchWorkloads(
  client: Client,
  place: ProjectPlace,
  awaited: readonly Workload[],
  retrying: (why: string) => void,
  outer: AbortSignal | undefined,
): WorkloadWatch {
  const stop = new AbortController();
  const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
  const pods = new Map<string, Pod>();
  const kinds = new Map<string, Map<string, WorkloadObject>>();
  let failed: unknown;
  const { changed, seen, next } = changes();
  const keep = (apiVersion: string, kind: string, into: Map<string, Pod> | Map<string, WorkloadObject>): void => {
    const path = pathOfKind({ apiVersion, kind, namespace: place.namespace });
    const options = { path, selector: selectorOf(place), signal, changed, retrying };
    keepWatch(client, into as Map<string, Pod & WorkloadObject>, options).catch((error: unknown) => {
      failed = error;
      changed();
    });
  };
  keep('v1', 'Pod', pods);
  for (const { apiVersion, kind } of awaited)
    if (!kinds.has(kind)) {
      kinds.set(kind, new Map());
      keep(apiVersion, kind, kinds.get(kind) as Map<string, WorkloadObject>);
    }
  return {
    states() {
      seen();
      return awaited.map(({ kind, metadata }) => {
        const workload = kinds.get(kind)?.get(metadata.name);
        const service = ownerOf({ apiVersion: '', kind, metadata });
        const own = [...pods.values()].filter((pod) => ownerOf(pod) === service);
        const none: Progress = { state: 'waiting', ready: 0, wanted: 1, text: 'waiting' };
        // Lists hold no kind.
        return { service, workload, pods: own, ...(workload ? progressOf({ ...workload, kind }, own) : none) };
      });
    },
    async next(atMost) {
      if (failed === undefined) await next(atMost);
      outer?.throwIfAborted();
      if (failed !== undefined) throw failed;
    },
    stop: () => stop.abort(),
  };
}

/** Lets one wait for the next change. */
function changes() {
  let wake = (): void => undefined;
  // A change that comes while nobody waits is not to be missed.
  let isNew = false;
  return {
    changed(): void {
      isNew = true;
      wake();
    },
    /** What was new is known. */
    seen(): void {
      isNew = false;
    },
    async next(atMost: number): Promise<void> {
      if (isNew) return;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, atMost);
        wake = () => {
          clearTimeout(timer);
          // Changes come in crowds.
          setTimeout(done, 50);
        };
      });
    },
  };
}
