import type { Target } from '../target.ts';
import type { KubernetesFile } from './output/print.ts';
import { emit } from './emit.ts';
import { nextSteps } from './output/next-steps.ts';
import { kubernetesOptions, streamName } from './options.ts';
import { replacedServices } from './objects/replacing.ts';
import { support } from './support/support.ts';

export type {
  ConfigMap,
  Container,
  CronJob,
  DaemonSet,
  Deployment,
  HorizontalPodAutoscaler,
  HttpRoute,
  Ingress,
  Job,
  KubernetesService,
  Manifest,
  Namespace,
  NetworkPolicy,
  ObjectMeta,
  PersistentVolume,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  PodSpec,
  PodTemplateSpec,
  Role,
  RoleBinding,
  Secret,
  ServiceAccount,
  StatefulSet,
  Workload,
} from './objects/objects.ts';
export type { CopyPod, Copying } from './copy-data/pods.ts';
export type { ImageBuild } from './output/image-builds.ts';
export type { KubernetesFile } from './output/print.ts';
export type { DataSource } from './storage/data-source.ts';

/** Kubernetes manifests: what `kubectl apply` takes. Its files have their objects beside the text. */
export const kubernetes: Target<typeof kubernetesOptions, KubernetesFile> = {
  name: 'kubernetes',
  summary: 'Manifests for kubectl apply',
  options: kubernetesOptions,
  get support() {
    return support();
  },
  stream: streamName,
  replacing: replacedServices,
  saltFile: '03-secrets.yaml',
  nextSteps,
  emit,
};
