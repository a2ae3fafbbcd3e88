import type { Deploy, DeviceRequest, Placement, Resources, RestartPolicy, UpdateConfig } from '../deploy.ts';
import {
  amountOf,
  filledOf,
  listOf,
  mapOf,
  namedTextsOf,
  numberOf,
  objectOf,
  recordReader,
  textOf,
  textsOf,
} from './read.ts';
import type { Entries } from './read.ts';

type Limits = NonNullable<Resources['limits']>;
type Reservations = NonNullable<Resources['reservations']>;
type GenericResource = Reservations['generic_resources'][number];
type Preference = Placement['preferences'][number];

const readUpdateConfig = recordReader<UpdateConfig>({
  parallelism: numberOf,
  delay: amountOf,
  failure_action: textOf,
  monitor: amountOf,
  max_failure_ratio: amountOf,
  order: textOf,
});

const readLimits = recordReader<Limits>({ cpus: amountOf, memory: amountOf, pids: amountOf });

export const readDeviceRequest = recordReader<DeviceRequest>({
  capabilities: textsOf,
  driver: textOf,
  count: numberOf,
  device_ids: textsOf,
  options: namedTextsOf,
});

const readSpec = recordReader<GenericResource>({ kind: textOf, value: numberOf });

function readGenericResource(node: Entries): GenericResource {
  const spec = mapOf(node, 'discrete_resource_spec');
  return spec ? readSpec(spec) : {};
}

const readReservations = recordReader<Reservations>({
  cpus: amountOf,
  memory: amountOf,
  devices: listOf(readDeviceRequest),
  generic_resources: listOf(readGenericResource),
});

const readResources = recordReader<Resources>({
  limits: objectOf(readLimits),
  reservations: objectOf(readReservations),
});

const readRestartPolicy = recordReader<RestartPolicy>({
  condition: textOf,
  delay: numberOf,
  max_attempts: numberOf,
  window: numberOf,
});

const readPlacement = recordReader<Placement>({
  constraints: textsOf,
  preferences: listOf(recordReader<Preference>({ spread: textOf })),
  max_replicas_per_node: amountOf,
});

export const readDeploy = recordReader<Deploy>({
  mode: textOf,
  endpoint_mode: textOf,
  replicas: numberOf,
  labels: namedTextsOf,
  update_config: objectOf(readUpdateConfig),
  rollback_config: objectOf(readUpdateConfig),
  resources: filledOf(readResources),
  restart_policy: objectOf(readRestartPolicy),
  placement: filledOf(readPlacement),
});
