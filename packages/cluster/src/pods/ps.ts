import type { Client } from '../client/client.ts';
import { findFaults } from '../faults/find-faults.ts';
import type { Pod, TemplateSpec, WorkloadObject } from '../client/live.ts';
import { podTemplateOf } from '../client/live.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import { ownerOf, selectorOf } from '../up/ownership.ts';
import { liveWorkloads } from './pods.ts';
import type { LiveObject } from '../client/resource.ts';
import { pathOfKind } from '../client/resource.ts';
import { progressOf } from '../up/workload-state.ts';

/** A service as it runs. */
export interface RunningService {
  readonly service: string;
  readonly kind: string;
  readonly state: string;
  readonly ready: number;
  readonly wanted: number;
  readonly image: string;
  /** ISO 8601. */
  readonly created: string;
  /** As `docker compose ps` writes them, with the address of the cluster: `10.0.0.1:8080->80`. */
  readonly ports: readonly string[];
  /** What hinders it. */
  readonly problem?: string;
}

type PublishedService = LiveObject & {
  readonly spec: {
    readonly type?: string;
    readonly ports?: readonly { readonly port: number; readonly nodePort?: number }[];
  };
};

type Shaped = WorkloadObject & { readonly spec: TemplateSpec };

/** The services of a project that `up` made, as they run now. */
export async function runningServices(client: Client, place: ProjectPlace): Promise<readonly RunningService[]> {
  const { namespace } = place;
  const list = async <T>(kind: string): Promise<readonly T[]> =>
    (
      await client.call<{ readonly items: readonly T[] }>({
        path: pathOfKind({ apiVersion: 'v1', kind, namespace }),
        query: { labelSelector: selectorOf(place) },
      })
    ).items;
  const [pods, services] = await Promise.all([list<Pod>('Pod'), list<PublishedService>('Service')]);
  const found: RunningService[] = [];
  for (const live of await liveWorkloads<Shaped>(client, place)) {
    const service = ownerOf(live);
    const own = pods.filter((pod) => ownerOf(pod) === service);
    const progress = progressOf(live, own);
    const state = { ...progress, service, workload: live, pods: own };
    const [fault] = progress.state === 'ready' ? [] : await findFaults(client, place, [state]);
    found.push({
      service,
      kind: live.kind,
      state: progress.text,
      ready: progress.ready,
      wanted: progress.wanted,
      image: podTemplateOf(live.spec)?.spec.containers[0]?.image ?? '',
      created: live.metadata.creationTimestamp ?? '',
      ports: services.filter((one) => ownerOf(one) === service).flatMap(portsOf),
      ...(fault && { problem: fault.what }),
    });
  }
  return found;
}

function portsOf({ metadata, spec }: PublishedService): readonly string[] {
  if (spec.type !== 'LoadBalancer' && spec.type !== 'NodePort') return [];
  return (spec.ports ?? []).map(({ port, nodePort }) =>
    spec.type === 'NodePort' ? `${nodePort} (node)` : `${metadata.name}:${port}`,
  );
}
