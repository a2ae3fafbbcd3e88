import type { ServiceState } from '../events.ts';
import type { Condition, Pod, WorkloadObject } from '../client/live.ts';

/** How far a workload is. */
export interface Progress {
  readonly state: ServiceState;
  readonly ready: number;
  readonly wanted: number;
  readonly text: string;
}

/** The kinds of workloads whose readiness is awaited. */
export const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'] as const;

/** How far a workload is, by its own status and for the words by its Pods. Source: `kubectl rollout status`. */
export function progressOf(workload: WorkloadObject, pods: readonly Pod[]): Progress {
  if (workload.kind === 'CronJob') return { state: 'ready', ready: 0, wanted: 0, text: 'scheduled' };
  if (workload.kind === 'Job') return jobProgress(workload, pods);
  const { ready, wanted, updated, all } = counts(workload);
  const seen = (workload.status?.['observedGeneration'] ?? 0) >= (workload.metadata.generation ?? 0);
  if (seen && updated >= wanted && ready >= wanted && all <= wanted)
    return { state: 'ready', ready, wanted, text: wanted === 1 ? 'ready' : `${ready}/${wanted} ready` };
  const text = pods.map(podText).find((one) => one !== '') ?? 'waiting for a Pod';
  return {
    state: pods.length === 0 ? 'waiting' : 'starting',
    ready,
    wanted,
    text: wanted > 1 ? `${Math.min(ready, wanted)}/${wanted} ready, ${text}` : text,
  };
}

function counts({ kind, spec, status = {} }: WorkloadObject) {
  const count = (field: string): number => (status[field] as number | undefined) ?? 0;
  if (kind === 'DaemonSet') {
    const wanted = count('desiredNumberScheduled');
    return { wanted, ready: count('numberAvailable'), updated: count('updatedNumberScheduled'), all: wanted };
  }
  const wanted = spec.replicas ?? 1;
  const ready = count(kind === 'Deployment' ? 'availableReplicas' : 'readyReplicas');
  return { wanted, ready, updated: count('updatedReplicas'), all: count('replicas') };
}

function jobProgress({ status = {} }: WorkloadObject, pods: readonly Pod[]): Progress {
  const is = (type: string) =>
    (status.conditions ?? []).some((one: Condition) => one.type === type && one.status === 'True');
  if (is('Complete')) return { state: 'completed', ready: 1, wanted: 1, text: 'completed' };
  if (is('Failed')) return { state: 'failed', ready: 0, wanted: 1, text: 'failed' };
  const text = pods.map(podText).find((one) => one !== '') ?? 'waiting for a Pod';
  return { state: pods.length === 0 ? 'waiting' : 'starting', ready: 0, wanted: 1, text };
}

/** What a Pod is about; empty when it is ready. */
function podText({ metadata, spec, status }: Pod): string {
  if (metadata.deletionTimestamp) return 'stopping the old one';
  const scheduled = status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') return 'waiting for a node';
  const inits = status.initContainerStatuses ?? [];
  const init = inits.find(({ state }) => state?.terminated?.exitCode !== 0);
  if (init) return init.state?.running ? initText(init.name) : containerText(init.state?.waiting?.reason);
  const container = (status.containerStatuses ?? []).find(({ ready }) => !ready);
  if (!container) return status.containerStatuses || !spec.nodeName ? '' : 'starting';
  if (container.state?.running) return 'running, not ready yet';
  return containerText(container.state?.waiting?.reason ?? (container.state?.terminated ? 'ended' : undefined));
}

/** The containers that wait are named for what they wait for. */
const initText = (name: string): string => {
  const awaited = /^wait-for-(.+?)(?:-to-(?:exist|end|start))?$/.exec(name)?.[1];
  return awaited === undefined ? `preparing (${name})` : `waiting for ${awaited}`;
};

function containerText(reason: string | undefined): string {
  if (reason === undefined || reason === 'PodInitializing') return 'starting';
  if (reason === 'ContainerCreating') return 'pulling';
  return reason.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
