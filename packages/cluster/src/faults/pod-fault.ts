import type { Fault } from './fault.ts';
import type { ContainerStatus, Pod, WarningEvent } from '../client/live.ts';
import { ownerOf } from '../up/ownership.ts';

/** What a fault needs to know beyond the Pod. */
export interface Circumstances {
  /** The warnings about an object, the newest last. */
  warnings(uid: string): readonly WarningEvent[];
  /** The warnings about a claim. */
  claimWarnings(name: string): readonly WarningEvent[];
  /** The last lines of a container's log. */
  log(pod: string, container: string, previous: boolean): Promise<readonly string[]>;
}

const never = Number.POSITIVE_INFINITY;

/** What is wrong with a Pod; undefined when nothing is, or nothing yet. */
export async function podFault(pod: Pod, around: Circumstances): Promise<Fault | undefined> {
  if (pod.metadata.deletionTimestamp) return undefined;
  const scheduling = schedulingFault(pod, around);
  if (scheduling) return scheduling;
  const all = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
  for (const container of all) {
    const fault = imageFault(pod, container) ?? (await crashFault(pod, container, around));
    if (fault) return fault;
  }
  for (const container of pod.status.containerStatuses ?? []) {
    const fault = probeFault(pod, container, around);
    if (fault) return fault;
  }
  return mountFault(pod, around);
}

/** A container of a shared Pod has the name of its service. */
const serviceOf = (pod: Pod, container: ContainerStatus): string =>
  pod.spec.containers.length > 1 && pod.spec.containers.some(({ name }) => name === container.name)
    ? container.name
    : ownerOf(pod);

function schedulingFault(pod: Pod, around: Circumstances): Fault | undefined {
  const condition = pod.status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (condition?.status !== 'False' || condition.reason !== 'Unschedulable') return undefined;
  const service = ownerOf(pod);
  const message = condition.message ?? '';
  if (/PersistentVolumeClaim|persistentvolumeclaim/.test(message)) {
    const claims = (pod.spec.volumes ?? []).flatMap(
      ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [],
    );
    const reasons = claims.flatMap((claim) => around.claimWarnings(claim).at(-1)?.message ?? []);
    return {
      kind: 'claim',
      service,
      path: ['services', service, 'volumes'],
      what: `a volume of "${service}" is not bound`,
      details: [message, ...reasons],
      hint: 'see kubectl get storageclass: there has to be a default one, or x-transpose: {storage-class: NAME} on the volume',
      patience: 60_000,
    };
  }
  const lacks = [...message.matchAll(/Insufficient ([\w./-]*\w)/g)].map(([, name = '']) => name);
  const requests = pod.spec.containers.flatMap(({ resources }) =>
    Object.entries(resources?.requests ?? {}).map(([name, value]) => `${name}: ${value}`),
  );
  return {
    kind: 'unschedulable',
    service,
    path: ['services', service, 'deploy', ...(lacks.length > 0 ? ['resources', 'reservations'] : ['placement'])],
    what:
      lacks.length > 0
        ? `no node has room for "${service}", which requests ${requests.join(', ')}`
        : `no node takes "${service}"`,
    details: [message],
    hint:
      lacks.length > 0
        ? `lower the request of ${lacks.join(' and ')}, or add a node`
        : 'see which labels and taints the nodes have: kubectl get nodes --show-labels',
    patience: 30_000,
  };
}

function imageFault(pod: Pod, container: ContainerStatus): Fault | undefined {
  const { reason = '', message = '' } = container.state?.waiting ?? {};
  const service = serviceOf(pod, container);
  if (/^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError)$/.test(reason)) {
    const { image } = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].find(
      ({ name }) => name === container.name,
    ) ?? { image: container.image };
    return {
      kind: 'image',
      service,
      path: ['services', service, 'image'],
      what: `the image "${image}" of "${service}" cannot be pulled`,
      details: message === '' ? [] : [message.replace(/^Back-off pulling image "[^"]*"(?:: )?/, '')].filter(Boolean),
      hint: 'is the name right, and does the registry have this tag? A private registry needs --image-pull-secret NAME',
      patience: 15_000,
    };
  }
  if (/^(?:CreateContainerConfigError|CreateContainerError|RunContainerError)$/.test(reason))
    return {
      kind: 'container',
      service,
      path: ['services', service],
      what: `the container of "${service}" cannot be created`,
      details: [message],
      hint: 'an object that it refers to may be missing, or the image may not allow what the service asks for',
      patience: 20_000,
    };
  return undefined;
}

async function crashFault(pod: Pod, container: ContainerStatus, around: Circumstances): Promise<Fault | undefined> {
  const { state = {}, lastState = {}, restartCount } = container;
  if (state.running && container.ready) return undefined;
  const ended = state.terminated ?? lastState.terminated;
  if (!ended || (ended.exitCode === 0 && state.waiting?.reason !== 'CrashLoopBackOff')) return undefined;
  const service = serviceOf(pod, container);
  const probe = around
    .warnings(pod.metadata.uid)
    .findLast(({ message }) => /^Liveness probe failed/.test(message ?? ''));
  if (probe) return probeWords(service, probe);
  const times = restartCount > 0 ? `, ${restartCount + (state.terminated ? 1 : 0)} times so far` : '';
  const details = await around.log(pod.metadata.name, container.name, !state.terminated);
  // A start that no file makes good: the message says what is missing.
  const start = ended.message && /exec|no such file|permission denied/i.test(ended.message) ? [ended.message] : [];
  const patience =
    ended.exitCode !== 0 && (restartCount >= 3 || (state.terminated && restartCount === 0 && !state.waiting))
      ? 5_000
      : 90_000;
  if (ended.reason === 'OOMKilled')
    return {
      kind: 'crash',
      service,
      path: ['services', service, 'deploy', 'resources', 'limits', 'memory'],
      what: `"${service}" was ended because it used more memory than its limit${times}`,
      details,
      hint: 'raise mem_limit or deploy.resources.limits.memory',
      patience,
    };
  return {
    kind: 'crash',
    service,
    path: ['services', service, 'command'],
    what: `"${service}" ends with exit code ${ended.exitCode}${times}`,
    details: [...start, ...details],
    hint:
      details.length > 0
        ? 'its last log lines are above'
        : 'it printed nothing; does the image have the command, and for the architecture of the node?',
    patience,
  };
}

function probeFault(pod: Pod, container: ContainerStatus, around: Circumstances): Fault | undefined {
  if (container.ready || !container.state?.running) return undefined;
  const failed = around
    .warnings(pod.metadata.uid)
    .findLast(({ reason, message }) => reason === 'Unhealthy' && / probe (?:failed|errored)/.test(message ?? ''));
  return failed && probeWords(serviceOf(pod, container), failed);
}

function probeWords(service: string, { message = '' }: WarningEvent): Fault {
  const [, , output = message] = /^(\w+) probe (?:failed|errored[^:]*): ?([\s\S]*)$/.exec(message) ?? [];
  return {
    kind: 'probe',
    service,
    path: ['services', service, 'healthcheck'],
    what: `the health check of "${service}" fails`,
    details: output.trim() === '' ? ['it prints nothing'] : output.trim().split('\n').slice(-20),
    hint: 'does the image have the command of the test, and is the service given enough start_period?',
    // A service may take its time to start: only the whole wait has an end.
    patience: never,
  };
}

function mountFault(pod: Pod, around: Circumstances): Fault | undefined {
  const failed = around
    .warnings(pod.metadata.uid)
    .findLast(({ reason }) => reason === 'FailedMount' || reason === 'FailedAttachVolume');
  const started = (pod.status.containerStatuses ?? []).some(({ state }) => state?.running ?? state?.terminated);
  if (!failed || started) return undefined;
  const service = ownerOf(pod);
  return {
    kind: 'claim',
    service,
    path: ['services', service, 'volumes'],
    what: `a volume of "${service}" cannot be mounted`,
    details: [failed.message ?? ''],
    hint: 'the object that it names may be missing, or another node holds the volume',
    patience: 60_000,
  };
}
