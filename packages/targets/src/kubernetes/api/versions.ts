import { table } from '../../shared/formats/table.ts';
/**
 * The minor version of Kubernetes from which on a field is served: it is stable, or its gate is open by default. A server
 * whose gate is closed drops the field without a word. Fields that 1.25 served have no row.
 *
 * See https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 */
const servedSince: Readonly<Record<string, number>> = table({
  'Container.resizePolicy': 33,
  'Container.restartPolicy': 29,
  'Container.restartPolicyRules': 35,
  'EnvVarSource.fileKeyRef': 35,
  'HPAScalingRules.tolerance': 35,
  'JobSpec.backoffLimitPerIndex': 29,
  'JobSpec.managedBy': 32,
  'JobSpec.maxFailedIndexes': 29,
  'JobSpec.podReplacementPolicy': 29,
  'JobSpec.successPolicy': 31,
  'LifecycleHandler.sleep': 30,
  'PersistentVolumeClaimSpec.volumeAttributesClassName': 34,
  'PersistentVolumeSpec.volumeAttributesClassName': 34,
  'PodAffinityTerm.matchLabelKeys': 31,
  'PodAffinityTerm.mismatchLabelKeys': 31,
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': 27,
  'PodSecurityContext.appArmorProfile': 30,
  'PodSecurityContext.seLinuxChangePolicy': 33,
  'PodSecurityContext.supplementalGroupsPolicy': 33,
  'PodSpec.hostUsers': 33,
  'PodSpec.hostnameOverride': 35,
  'PodSpec.resourceClaims': 34,
  'PodSpec.resources': 34,
  'PodSpec.schedulingGates': 27,
  'ResourceRequirements.claims': 34,
  'SecurityContext.appArmorProfile': 30,
  'ServiceSpec.trafficDistribution': 31,
  'StatefulSetSpec.ordinals': 27,
  'StatefulSetSpec.persistentVolumeClaimRetentionPolicy': 27,
  'TopologySpreadConstraint.matchLabelKeys': 27,
  'Volume.image': 35,
  'VolumeMount.recursiveReadOnly': 31,
});

/** From which minor version on `Type.field` is served; undefined: from the oldest that counts. */
export function fieldSince(type: string, field: string): number | undefined {
  const key = `${type}.${field}`;
  return Object.hasOwn(servedSince, key) ? servedSince[key] : undefined;
}
