import type { Container, PodAffinityTerm, PodVolume, VolumeMount } from '../objects/objects.ts';

/** What mounts add to the Pod of a service. Volume names are unique over the project, so that several services can share one Pod. */
export interface PodParts {
  readonly volumes: readonly PodVolume[];
  /** Of the service's own container. */
  readonly volumeMounts: readonly VolumeMount[];
  readonly initContainers: readonly Container[];
  readonly podLabels: Readonly<Record<string, string>>;
  /** Required terms: Pods that share a claim share a node. */
  readonly podAffinity: readonly PodAffinityTerm[];
  /** Whether a claim is mounted: decides fsGroup. */
  readonly claims: boolean;
  /** Whether a claim of one writer is mounted: the workload is replaced by Recreate. */
  readonly singleWriter: boolean;
  /** gid that mounted secrets and configs ask for. */
  readonly fsGroup?: number;
}
