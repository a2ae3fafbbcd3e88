import type { ContainerPlan, ServicePlan } from '../container-plan/types.ts';
import { unitName } from '../shared/systemd-word.ts';

/** Names of a project's units; they carry its name, so that projects live side by side. */
export const projectTarget = (plan: ContainerPlan): string => unitName(plan.project, 'target');
export const networkUnit = (plan: ContainerPlan, key: string): string => unitName(`${plan.project}-network-${key}`, 'service');
export const volumeUnit = (plan: ContainerPlan, key: string): string => unitName(`${plan.project}-volume-${key}`, 'service');
export const imageUnit = (plan: ContainerPlan, service: string): string => unitName(`${plan.project}-image-${service}`, 'service');

/** One unit per container; a number only where there are several. */
export function containerUnit(plan: ContainerPlan, service: ServicePlan, number: number): string {
  return unitName(`${plan.project}-${service.service}${service.replicas > 1 ? `-${number}` : ''}`, 'service');
}

export function containerUnits(plan: ContainerPlan, service: ServicePlan): readonly string[] {
  return Array.from({ length: service.replicas }, (_, index) => containerUnit(plan, service, index + 1));
}

/** The file with the secret environment of a service. */
export const environmentFile = (service: ServicePlan): string => `${service.service}.env`;
