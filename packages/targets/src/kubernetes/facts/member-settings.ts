import type { ServiceSettings } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { KubernetesContext } from './context.ts';

/** Settings of a Pod and its workload, which belong to the service that names them. */
const ofThePod: readonly (keyof ServiceSettings)[] = [
  'kind',
  'schedule',
  'serviceAccount',
  'runtimeClass',
  'autoscaling',
  'disruptionBudget',
];

/** Refuses settings that would do nothing: of the Pod, on a service that lives in another's. */
export function checkMemberSettings(context: KubernetesContext): void {
  for (const { name } of context.pods.emitted) {
    const lead = context.pods.leadOf(name);
    const settings = context.settings(name);
    for (const key of ofThePod) {
      if (lead === name || settings[key] === undefined) continue;
      context.report.add({
        code: 'illegal-value',
        message: `"${name}" is a container in the Pod of "${lead}"`,
        path: pathTo(['services', name, 'x-transpose', key]),
        hint: `set ${key} under "${lead}"`,
      });
    }
    const kind = context.kinds.get(name);
    if (settings.schedule !== undefined && lead === name && kind !== 'CronJob') {
      context.report.add({
        code: 'illegal-value',
        message: `only a CronJob has a schedule, and "${name}" is a ${kind}`,
        path: pathTo(['services', name, 'x-transpose', 'schedule']),
      });
    }
  }
}
