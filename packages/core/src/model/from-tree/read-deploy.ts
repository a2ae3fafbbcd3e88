import type { MapNode } from '../../tree/node.ts';
import type { Deploy, DeviceRequest, Placement, Resources, RestartPolicy, UpdateConfig } from '../deploy.ts';
import type { Defaults, Readers } from './read.ts';
import {
  amountOf,
  listOf,
  mapOf,
  namedTextsOf,
  noEntries,
  noItems,
  numberOf,
  objectOf,
  readRecord,
  textOf,
  textsOf,
} from './read.ts';

type Limits = NonNullable<Resources['limits']>;
type Reservations = NonNullable<Resources['reservations']>;
type GenericResource = Reservations['generic_resources'][number];
type Preference = Placement['preferences'][number];

const updateReaders: Readers<UpdateConfig> = {
  parallelism: numberOf,
  delay: amountOf,
  failure_action: textOf,
  monitor: amountOf,
  max_failure_ratio: amountOf,
  order: textOf,
};

const limitReaders: Readers<Limits> = { cpus: amountOf, memory: amountOf, pids: amountOf };

const deviceRequestReaders: Readers<DeviceRequest> = {
  capabilities: textsOf,
  driver: textOf,
  count: numberOf,
  device_ids: textsOf,
  options: namedTextsOf,
};

export function readDeviceRequest(node: MapNode): DeviceRequest {
  return readRecord(node, deviceRequestReaders, { capabilities: noItems, device_ids: noItems, options: noEntries });
}

const genericReaders: Readers<GenericResource> = { kind: textOf, value: numberOf };

function readGenericResource(node: MapNode): GenericResource {
  const spec = mapOf(node, 'discrete_resource_spec');
  return spec ? readRecord<GenericResource>(spec, genericReaders, {}) : {};
}

const reservationReaders: Readers<Reservations> = {
  cpus: amountOf,
  memory: amountOf,
  devices: (node, key) => listOf(node, key, readDeviceRequest),
  generic_resources: (node, key) => listOf(node, key, readGenericResource),
};

const resourceReaders: Readers<Resources> = {
  limits: (node, key) => objectOf(node, key, (limits) => readRecord<Limits>(limits, limitReaders, {})),
  reservations: (node, key) =>
    objectOf(node, key, (reservations) =>
      readRecord(reservations, reservationReaders, { devices: noItems, generic_resources: noItems }),
    ),
};

const restartReaders: Readers<RestartPolicy> = {
  condition: textOf,
  delay: numberOf,
  max_attempts: numberOf,
  window: numberOf,
};

const preferenceReaders: Readers<Preference> = { spread: textOf };

const placementReaders: Readers<Placement> = {
  constraints: textsOf,
  preferences: (node, key) =>
    listOf(node, key, (preference) => readRecord<Preference>(preference, preferenceReaders, {})),
  max_replicas_per_node: amountOf,
};
const emptyPlacement: Defaults<Placement> = { constraints: noItems, preferences: noItems };

const deployReaders: Readers<Deploy> = {
  mode: textOf,
  endpoint_mode: textOf,
  replicas: numberOf,
  labels: namedTextsOf,
  update_config: (node, key) => objectOf(node, key, readUpdateConfig),
  rollback_config: (node, key) => objectOf(node, key, readUpdateConfig),
  resources: (node, key) => objectOf(node, key, (value) => readRecord<Resources>(value, resourceReaders, {})),
  restart_policy: (node, key) => objectOf(node, key, (value) => readRecord<RestartPolicy>(value, restartReaders, {})),
  placement: (node, key) => objectOf(node, key, (value) => readRecord(value, placementReaders, emptyPlacement)),
};

function readUpdateConfig(node: MapNode): UpdateConfig {
  return readRecord<UpdateConfig>(node, updateReaders, {});
}

export function readDeploy(node: MapNode): Deploy {
  return readRecord(node, deployReaders, { labels: noEntries, resources: {}, placement: emptyPlacement });
}
