import type { MapNode } from '../tree/node.ts';
import type { Deploy, DeviceRequest, Placement, Resources, RestartPolicy, UpdateConfig } from './deploy.ts';
import { listOf, mapOf, namedTextsOf, numberOf, objectOf, present, textOf, textsOf } from './read.ts';

export function readDeploy(node: MapNode): Deploy {
  return present({
    mode: textOf(node, 'mode'),
    endpoint_mode: textOf(node, 'endpoint_mode'),
    replicas: numberOf(node, 'replicas'),
    labels: namedTextsOf(node, 'labels'),
    update_config: objectOf(node, 'update_config', readUpdateConfig),
    rollback_config: objectOf(node, 'rollback_config', readUpdateConfig),
    resources: objectOf(node, 'resources', readResources) ?? {},
    restart_policy: objectOf(node, 'restart_policy', readRestartPolicy),
    placement: objectOf(node, 'placement', readPlacement) ?? { constraints: [], preferences: [] },
  });
}

function readUpdateConfig(node: MapNode): UpdateConfig {
  return present({
    parallelism: numberOf(node, 'parallelism'),
    delay: numberOf(node, 'delay'),
    failure_action: textOf(node, 'failure_action'),
    monitor: numberOf(node, 'monitor'),
    max_failure_ratio: numberOf(node, 'max_failure_ratio'),
    order: textOf(node, 'order'),
  });
}

function readResources(node: MapNode): Resources {
  return present({
    limits: objectOf(node, 'limits', (limits) =>
      present({ cpus: numberOf(limits, 'cpus'), memory: numberOf(limits, 'memory'), pids: numberOf(limits, 'pids') }),
    ),
    reservations: objectOf(node, 'reservations', (reservations) =>
      present({
        cpus: numberOf(reservations, 'cpus'),
        memory: numberOf(reservations, 'memory'),
        devices: listOf(reservations, 'devices', readDeviceRequest),
        generic_resources: listOf(reservations, 'generic_resources', (resource) => {
          const spec = mapOf(resource, 'discrete_resource_spec');
          return present({ kind: spec && textOf(spec, 'kind'), value: spec && numberOf(spec, 'value') });
        }),
      }),
    ),
  });
}

export function readDeviceRequest(node: MapNode): DeviceRequest {
  return present({
    capabilities: textsOf(node, 'capabilities'),
    driver: textOf(node, 'driver'),
    count: numberOf(node, 'count'),
    device_ids: textsOf(node, 'device_ids'),
    options: namedTextsOf(node, 'options'),
  });
}

function readRestartPolicy(node: MapNode): RestartPolicy {
  return present({
    condition: textOf(node, 'condition'),
    delay: numberOf(node, 'delay'),
    max_attempts: numberOf(node, 'max_attempts'),
    window: numberOf(node, 'window'),
  });
}

function readPlacement(node: MapNode): Placement {
  return present({
    constraints: textsOf(node, 'constraints'),
    preferences: listOf(node, 'preferences', (preference) => present({ spread: textOf(preference, 'spread') })),
    max_replicas_per_node: numberOf(node, 'max_replicas_per_node'),
  });
}
