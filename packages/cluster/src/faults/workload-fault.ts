import type { ApiError } from '../client/api-error.ts';
import { refusalHint } from '../client/api-error.ts';
import type { Fault } from './fault.ts';
import type { WarningEvent, WorkloadObject } from '../client/live.ts';
import { ownerOf } from '../up/ownership.ts';
import type { KubernetesObject } from '../client/resource.ts';
import { nameOf, shownName } from '../client/resource.ts';

/** Why a workload gets no Pods: the API server refuses them. */
export function workloadFault(workload: WorkloadObject, warnings: readonly WarningEvent[]): Fault | undefined {
  const condition = workload.status?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  const message = condition?.message ?? warnings.findLast(({ reason }) => reason === 'FailedCreate')?.message;
  return message === undefined ? undefined : podRefusal(ownerOf(workload), message);
}

/** Why the API server refuses a Pod, by its words. */
export function podRefusal(service: string, message: string): Fault {
  // `pods "web-5d4-" is forbidden: exceeded quota: small, requested: …`
  const words = message.replace(/^(?:Error creating: |create Pod \S+ in StatefulSet \S+ failed error: )/, '');
  if (/exceeded quota|must specify (?:limits|requests|cpu|memory)|failed quota/.test(words))
    return {
      kind: 'quota',
      service,
      path: ['services', service, 'deploy', 'resources'],
      what: `the quota of the namespace leaves no room for "${service}"`,
      details: [words],
      hint: 'lower what the service requests, or ask for a larger quota: kubectl describe quota',
      patience: 10_000,
    };
  const policy = words.includes('violates PodSecurity');
  return {
    kind: 'admission',
    service,
    path: ['services', service],
    what: `the cluster refuses the Pod of "${service}"`,
    details: [words],
    hint: policy
      ? 'the namespace asks for Pod Security that the service does not keep: try --hardened, or another namespace'
      : 'a rule of the cluster forbids it; who runs the cluster can tell which',
    patience: 10_000,
  };
}

/** Why an object could not be applied. */
export function applyFault(object: KubernetesObject, error: ApiError): Fault {
  const service = ownerOf(object);
  const name = shownName(nameOf(object));
  const isVolume = object.kind === 'PersistentVolumeClaim';
  const base = { service, path: [isVolume ? 'volumes' : 'services', service], patience: 0 } as const;
  const owned = error.causes.filter(({ message }) => message.startsWith('conflict with'));
  if (error.status === 409 && owned.length > 0)
    return {
      ...base,
      kind: 'conflict',
      what: `${name} has fields that another manager owns`,
      details: owned.map(({ field, message }) => `${field}: ${message}`),
      hint: '--force-conflicts takes them over',
    };
  if (/exceeded quota/.test(error.message))
    return {
      ...base,
      kind: 'quota',
      what: `the quota of the namespace leaves no room for ${name}`,
      details: [error.message],
      hint: 'ask for a larger quota: kubectl describe quota',
    };
  const { lacksRight } = error;
  const causes = error.causes.map(({ field, message }) => `${field}: ${message}`);
  return {
    ...base,
    kind: 'refused',
    what: `the cluster refuses ${name}${lacksRight ? ' (forbidden)' : ''}`,
    // The message of an invalid Secret may quote what is in it.
    details:
      object.kind === 'Secret' ? causes.map((cause) => cause.replace(/Invalid value: .*?: /, '')) : [error.message],
    hint:
      refusalHint(error) ??
      (isVolume
        ? 'a claim cannot be changed once it is made: transpose down -v removes it with its data'
        : 'a rule of the cluster forbids it; who runs the cluster can tell which'),
  };
}

/** `live`: what is in the place of an object of the project. */
export function foreignFault(object: KubernetesObject, live: KubernetesObject): Fault {
  return {
    kind: 'foreign',
    service: ownerOf(object),
    path: [object.kind === 'PersistentVolumeClaim' ? 'volumes' : 'services', ownerOf(object)],
    what: `${shownName(nameOf(object))} exists in the namespace ${object.metadata.namespace} and is not of this project`,
    details: markersOf(live),
    hint: 'use another namespace (--namespace NAME), or remove the object',
    patience: 0,
  };
}

const labelsOfOwners = ['app.kubernetes.io/managed-by', 'app.kubernetes.io/part-of', 'app.kubernetes.io/instance'];

/** The labels that tell whose an object is. */
const markersOf = ({ metadata: { labels = {} } }: KubernetesObject): readonly string[] =>
  labelsOfOwners.flatMap((label) => (labels[label] === undefined ? [] : [`${label}: ${labels[label]}`]));
