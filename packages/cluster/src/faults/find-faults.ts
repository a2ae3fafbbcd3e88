import type { Client } from '../client/client.ts';
import type { Fault } from './fault.ts';
import type { Pod, WarningEvent } from '../client/live.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import type { Circumstances } from './pod-fault.ts';
import { podFault } from './pod-fault.ts';
import { pathOfKind, podPath } from '../client/resource.ts';
import { workloadFault } from './workload-fault.ts';
import type { State } from '../up/workload-watch.ts';

/** What hinders the workloads that are not ready. */
export async function findFaults(
  client: Client,
  place: ProjectPlace,
  states: readonly State[],
): Promise<readonly Fault[]> {
  const open = states.filter(({ state }) => state !== 'ready' && state !== 'completed');
  const around = await circumstances(client, place);
  const faults: Fault[] = [];
  for (const { workload, pods } of open) {
    const found = await Promise.all(newest(pods).map((pod) => podFault(pod, around)));
    const fault =
      found.find((one) => one !== undefined) ??
      (workload && workloadFault(workload, around.warnings(workload.metadata.uid)));
    if (fault) faults.push(fault);
  }
  return faults;
}

/** What happened in the namespace so far. */
export async function circumstances(client: Client, { namespace }: ProjectPlace): Promise<Circumstances> {
  const path = pathOfKind({ apiVersion: 'v1', kind: 'Event', namespace });
  const listed: { readonly items: readonly WarningEvent[] } = await client.call({
    path,
    query: { fieldSelector: 'type=Warning' },
  });
  return {
    warnings: (uid) => listed.items.filter(({ involvedObject }) => involvedObject.uid === uid),
    claimWarnings: (claim) =>
      listed.items.filter(({ involvedObject: { kind, name } }) => kind === 'PersistentVolumeClaim' && name === claim),
    log: (pod, container, previous) => lastLines(client, namespace, pod, container, previous),
  };
}

/** The Pods of the newest template: an old one that never ran stays until a new one is ready. */
function newest(pods: readonly Pod[]): readonly Pod[] {
  const revision = ({ metadata }: Pod) => metadata.labels?.['pod-template-hash'];
  const last = pods.toSorted((a, b) => createdOf(a) - createdOf(b)).at(-1);
  return last ? pods.filter((pod) => revision(pod) === revision(last)) : [];
}

const createdOf = ({ metadata }: Pod): number => Date.parse(metadata.creationTimestamp ?? '') || 0;

/** The end of a log; nothing when there is none any more. */
async function lastLines(
  client: Client,
  namespace: string,
  pod: string,
  container: string,
  previous: boolean,
): Promise<readonly string[]> {
  const path = `${podPath({ namespace }, pod)}/log`;
  try {
    const text = await client.text({
      path,
      query: { container, tailLines: '20', ...(previous && { previous: 'true' }) },
    });
    return text.trim() === '' ? [] : text.trimEnd().split('\n');
  } catch {
    return [];
  }
}
