import { joinTexts, literalOf } from '../container-plan/text.ts';
import type { ContainerPlan, ServicePlan } from '../container-plan/types.ts';
import type { Markers, Replica } from './markers.ts';
import { marked } from './markers.ts';

const conditions = {
  started: 'service_started',
  healthy: 'service_healthy',
  completed: 'service_completed_successfully',
} as const;

/** The labels that Docker Compose gives to containers, so that `docker compose -p PROJECT ps` and others find them. */
export function containerLabels(
  plan: ContainerPlan,
  markers: Markers,
  { service, number }: Replica,
): readonly (readonly [string, string])[] {
  const labels: (readonly [string, string])[] = [
    ['project', markers.project],
    ['project.working_dir', markers.directory],
    ['project.config_files', marked(markers, joinTexts(plan.composeFiles, ','))],
    ['service', service.service],
    ['container-number', String(number)],
    ['oneoff', 'False'],
    ['depends_on', dependsOn(service)],
  ];
  return labels.map(([key, value]) => [`com.docker.compose.${key}`, value]);
}

/** The labels of a network or volume. */
export function resourceLabels(
  markers: Markers,
  kind: 'network' | 'volume',
  key: string,
): readonly (readonly [string, string])[] {
  return [
    ['com.docker.compose.project', markers.project],
    [`com.docker.compose.${kind}`, key],
  ];
}

function dependsOn(service: ServicePlan): string {
  return service.waits.map((wait) => `${wait.service}:${conditions[wait.condition]}:${wait.restart}`).join(',');
}

/** Whether the user gives a label of that key himself. */
export function hasLabel(service: ServicePlan, key: string): boolean {
  return service.labels.some((flag) => literalOf(flag.value ?? [])?.startsWith(`${key}=`) === true);
}
