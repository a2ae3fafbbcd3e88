import type { Service } from '@transpose/core';
import type { KubernetesContext } from '../facts/context.ts';
import { labelsOf } from '../routes/labels/labels.ts';
import { tell } from '../routes/verdict.ts';

/** Says what becomes of the labels of kompose, and of those that want another beside them. */
export function reportKompose(context: KubernetesContext): void {
  for (const verdict of context.kompose.verdicts) tell(context.ledger, verdict);
  for (const service of context.pods.emitted) {
    const settings = context.kompose.of(service.name);
    const kind = context.kinds.get(context.pods.leadOf(service.name));
    if (settings.initContainer && settings.initContainer.image === undefined)
      drop(context, service, 'kompose.init.containers.', 'No image is named (kompose.init.containers.image)');
    if (settings.nodePort !== undefined && service.ports.length !== 1)
      drop(context, service, 'kompose.service.nodeport.port', 'One number is for one published port');
    if (settings.probes?.readiness === undefined)
      drop(
        context,
        service,
        'kompose.service.healthcheck.readiness.',
        'No test is named, and the service has no healthcheck',
      );
    if (settings.concurrencyPolicy !== undefined && kind !== 'CronJob')
      drop(context, service, 'kompose.cronjob.concurrency_policy', `It is a ${kind}, because no schedule is written`);
    if (settings.backoffLimit !== undefined && kind !== 'CronJob' && kind !== 'Job')
      drop(context, service, 'kompose.cronjob.backoff_limit', `It is a ${kind}, because no schedule is written`);
  }
}

function drop({ ledger }: KubernetesContext, service: Service, prefix: string, reason: string): void {
  for (const { key, path } of labelsOf(service))
    if (key.startsWith(prefix)) ledger.dropped(path, reason, undefined, 'breaks');
}
