import type { Container, Manifest, PodSpec, PodTemplateSpec, Workload } from '../objects/objects.ts';

/** The Pod template of a workload. */
export function templateOf(workload: Workload): PodTemplateSpec | undefined {
  return workload.kind === 'CronJob' ? workload.spec?.jobTemplate.spec?.template : workload.spec?.template;
}

/** A workload with another Pod template. */
export function withTemplate<T extends Workload>(
  workload: T,
  change: (template: PodTemplateSpec) => PodTemplateSpec,
): T;
export function withTemplate(workload: Workload, change: (template: PodTemplateSpec) => PodTemplateSpec): Workload {
  const template = templateOf(workload);
  if (!template) return workload;
  if (workload.kind !== 'CronJob') {
    return { ...workload, spec: { ...workload.spec, template: change(template) } } as Workload;
  }
  const { spec } = workload;
  const job = spec?.jobTemplate;
  if (!spec || !job) return workload;
  return { ...workload, spec: { ...spec, jobTemplate: { ...job, spec: { ...job.spec, template: change(template) } } } };
}

export function isWorkload(object: Manifest): object is Workload {
  return ['Deployment', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'].includes(object.kind);
}

/** Init containers and containers of a Pod. */
export function containersOf(spec: PodSpec): readonly Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}
