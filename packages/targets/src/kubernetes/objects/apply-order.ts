import type { Manifest } from './objects.ts';
import type { KubernetesPlan } from '../plan.ts';

/** The objects in the order in which they are applied: what others refer to comes first. */
export function applyOrder(plan: KubernetesPlan): readonly Manifest[] {
  return [
    ...(plan.namespace ? [plan.namespace] : []),
    ...plan.access,
    ...plan.configMaps,
    ...plan.secrets,
    ...plan.persistentVolumes,
    ...plan.claims,
    ...plan.networkPolicies,
    ...plan.services.map(({ object }) => object),
    ...plan.routes.map(({ object }) => object),
    ...plan.workloads.map(({ object }) => object),
    ...plan.scaling,
  ];
}
