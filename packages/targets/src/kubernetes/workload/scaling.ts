import type { Service } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { objectMeta, selectorLabels } from '../objects/metadata.ts';
import type { HorizontalPodAutoscaler, PodDisruptionBudget } from '../objects/objects.ts';
import { replicasOf } from '../facts/workload-kind.ts';

/** `x-transpose.autoscaling` and `disruptionBudget` of the workloads: on request only. */
export function scalingObjects(context: KubernetesContext): readonly (HorizontalPodAutoscaler | PodDisruptionBudget)[] {
  const { leads } = context.pods;
  return [
    ...leads.flatMap((lead) => autoscaler(context, lead)),
    ...leads.flatMap((lead) => disruptionBudget(context, lead)),
  ];
}

/** Whether an autoscaler keeps the number of Pods: the workload then names none, or each apply would set it back. */
export function isAutoscaled(context: KubernetesContext, lead: Service): boolean {
  return context.settings(lead.name).autoscaling !== undefined;
}

const usualCpu = 80;

function autoscaler(context: KubernetesContext, lead: Service): readonly HorizontalPodAutoscaler[] {
  const { autoscaling } = context.settings(lead.name);
  if (!autoscaling) return [];
  const path = pathTo(['services', lead.name, 'x-transpose', 'autoscaling']);
  const kind = context.kinds.get(lead.name) ?? 'Deployment';
  const { max = 1, min = Math.min(max, Math.max(1, replicasOf(lead))), memory } = autoscaling;
  const cpu = autoscaling.cpu ?? (memory === undefined ? usualCpu : undefined);
  const problem =
    kind !== 'Deployment' && kind !== 'StatefulSet'
      ? `the number of Pods of a ${kind} does not follow their load`
      : min > max
        ? `the fewest Pods (${min}) are more than the most (${max})`
        : undefined;
  if (problem !== undefined) {
    context.report.add({ code: 'illegal-value', message: `"${lead.name}": ${problem}`, path });
    return [];
  }
  context.ledger.note(
    'An autoscaler needs the metrics server, and a request (deploy.resources.reservations) of what it goes by',
    path,
  );
  const name = context.names.service(lead.name);
  const metric = (resource: string, percent: number | undefined) =>
    percent === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: { name: resource, target: { type: 'Utilization', averageUtilization: percent } },
          },
        ];
  return [
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: objectMeta(context, name),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
        minReplicas: min,
        maxReplicas: max,
        metrics: [...metric('cpu', cpu), ...metric('memory', memory)],
      },
    },
  ];
}

function disruptionBudget(context: KubernetesContext, lead: Service): readonly PodDisruptionBudget[] {
  const { disruptionBudget: budget, autoscaling } = context.settings(lead.name);
  if (!budget) return [];
  const path = pathTo(['services', lead.name, 'x-transpose', 'disruptionBudget']);
  const kind = context.kinds.get(lead.name) ?? 'Deployment';
  if (kind === 'Job' || kind === 'CronJob') {
    context.report.add({ code: 'illegal-value', message: `"${lead.name}" is a ${kind}, which ends by itself`, path });
    return [];
  }
  if ((budget.minAvailable === undefined) === (budget.maxUnavailable === undefined)) {
    const message = `"${lead.name}": give either minAvailable or maxUnavailable`;
    context.report.add({ code: 'illegal-value', message, path });
    return [];
  }
  if (kind !== 'DaemonSet' && (autoscaling?.min ?? replicasOf(lead)) <= 1) {
    context.ledger.note('No disruption budget is written: with one replica it would block upgrades of its node', path);
    return [];
  }
  const name = context.names.service(lead.name);
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: objectMeta(context, name),
      spec: {
        ...(budget.minAvailable !== undefined && { minAvailable: budget.minAvailable }),
        ...(budget.maxUnavailable !== undefined && { maxUnavailable: budget.maxUnavailable }),
        selector: { matchLabels: selectorLabels(context, name) },
      },
    },
  ];
}
