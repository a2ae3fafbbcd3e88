import type { Container, Manifest, PodSpec, PodTemplateSpec, Workload } from './objects.ts';

/** The Pod template of a workload. */
export function templateOf(workload: Workload): PodTemplateSpec | undefined {
  return workload.kind === 'CronJob' ? workload.spec?.jobTemplate.spec?.template : workload.spec?.template;
}

export function isWorkload(object: Manifest): object is Workload {
  return ['Deployment', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'].includes(object.kind);
}

/** Init containers and containers of a Pod. */
export function containersOf(spec: PodSpec): readonly Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}
