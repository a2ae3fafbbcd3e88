import type { PodParts } from '../pod/pod-parts.ts';
import type { Container, PodAffinityTerm, PodVolume, VolumeMount } from '../objects/objects.ts';

/** What one mount adds to a Pod. */
export interface MountParts {
  readonly volume?: PodVolume;
  readonly volumeMounts?: readonly VolumeMount[];
  readonly initContainers?: readonly Container[];
  /** The claim that is mounted. */
  readonly claim?: string;
}

export const noParts: PodParts = {
  volumes: [],
  volumeMounts: [],
  initContainers: [],
  podLabels: {},
  podAffinity: [],
  claims: false,
  singleWriter: false,
};

/** The parts of all mounts of a service together. */
export function joinParts(
  parts: readonly MountParts[],
  more: {
    readonly podLabels: Readonly<Record<string, string>>;
    readonly podAffinity: readonly PodAffinityTerm[];
    readonly singleWriter: boolean;
  },
): PodParts {
  const volumes = new Map(parts.flatMap(({ volume }) => (volume ? [[volume.name, volume] as const] : [])));
  return {
    volumes: [...volumes.values()],
    volumeMounts: parts.flatMap(({ volumeMounts = [] }) => volumeMounts),
    initContainers: parts.flatMap(({ initContainers = [] }) => initContainers),
    claims: parts.some(({ claim }) => claim !== undefined),
    ...more,
  };
}
