import type { KeyRule } from '../../keys/rule.ts';
import { serviceKeys } from '../../keys/service.ts';
import type { MapNode } from '../../tree/node.ts';
import { parseImageReference } from '../../values/image-ref.ts';
import type { Healthcheck } from '../healthcheck.ts';
import type { NetworkAttachment } from '../network.ts';
import type { Port } from '../port.ts';
import type { Defaults, Readers } from './read.ts';
import {
  amountOf,
  extensionsOf,
  flagOf,
  listOf,
  namedListsOf,
  namedOf,
  namedTextsOf,
  namedValuesOf,
  noEntries,
  noItems,
  numberOf,
  objectOf,
  readRecord,
  switchOf,
  textOf,
  textsOf,
  wordsOf,
} from './read.ts';
import { readBlkio } from './read-blkio.ts';
import { readBuild } from './read-build.ts';
import { readDeploy, readDeviceRequest } from './read-deploy.ts';
import { readMount } from './read-mount.ts';
import { readFileReference } from './read-resources.ts';
import { readUlimits } from './read-ulimits.ts';
import type { Dependency, Device, Hook, Service, Watch } from '../service.ts';
import type { ImageReference } from '../values.ts';

/** Keys whose work is done before there is a model. */
type Unread = 'env_file' | 'extends' | 'label_file' | 'pull_refresh_after';

/** The fields by the rows of the key table: a row without a field does not compile here. */
type Keys = Pick<Service, Exclude<keyof typeof serviceKeys, Unread>>;

/** Texts of the model that are texts in the table: they need no reader of their own. */
type TextKey = {
  [K in keyof Keys]-?: (typeof serviceKeys)[K]['type'] extends { readonly is: 'string' | 'enum' }
    ? Keys[K] extends string | undefined
      ? K
      : never
    : never;
}[keyof Keys];

type CredentialSpec = NonNullable<Service['credential_spec']>;
type Logging = NonNullable<Service['logging']>;
type Provider = NonNullable<Service['provider']>;
type ServiceModel = Service['models'][string];

const otherReaders: Readers<Omit<Keys, TextKey>> = {
  annotations: namedTextsOf,
  attach: flagOf,
  blkio_config: (node, key) => objectOf(node, key, readBlkio),
  build: (node, key) => objectOf(node, key, readBuild),
  cap_add: textsOf,
  cap_drop: textsOf,
  command: wordsOf,
  configs: (node, key) => listOf(node, key, readFileReference),
  cpu_count: amountOf,
  cpu_percent: amountOf,
  cpu_period: amountOf,
  cpu_quota: amountOf,
  cpu_rt_period: amountOf,
  cpu_rt_runtime: amountOf,
  cpu_shares: amountOf,
  cpus: amountOf,
  credential_spec: (node, key) =>
    objectOf(node, key, (spec) => readRecord<CredentialSpec>(spec, credentialReaders, {})),
  depends_on: (node, key) => namedOf(node, key, readDependency),
  deploy: (node, key) => objectOf(node, key, readDeploy),
  develop: (node, key) => objectOf(node, key, (develop) => ({ watch: listOf(develop, 'watch', readWatch) })),
  device_cgroup_rules: textsOf,
  devices: (node, key) => listOf(node, key, readDevice),
  dns: textsOf,
  dns_opt: textsOf,
  dns_search: textsOf,
  entrypoint: wordsOf,
  environment: namedValuesOf,
  expose: textsOf,
  external_links: textsOf,
  extra_hosts: namedListsOf,
  gpus: (node, key) => listOf(node, key, readDeviceRequest),
  group_add: textsOf,
  healthcheck: (node, key) => objectOf(node, key, readHealthcheck),
  image: readImage,
  init: flagOf,
  labels: namedTextsOf,
  links: textsOf,
  logging: (node, key) => objectOf(node, key, (logging) => readRecord(logging, loggingReaders, { options: noEntries })),
  mem_limit: amountOf,
  mem_reservation: amountOf,
  mem_swappiness: amountOf,
  memswap_limit: amountOf,
  models: (node, key) => namedOf(node, key, (model) => readRecord<ServiceModel>(model, serviceModelReaders, {})),
  networks: (node, key) => namedOf(node, key, readAttachment),
  oom_kill_disable: switchOf,
  oom_score_adj: amountOf,
  pid: textOf,
  pids_limit: amountOf,
  ports: (node, key) => listOf(node, key, readPort),
  post_start: (node, key) => listOf(node, key, readHook),
  pre_start: (node, key) => listOf(node, key, readHook),
  pre_stop: (node, key) => listOf(node, key, readHook),
  privileged: switchOf,
  profiles: textsOf,
  provider: (node, key) =>
    objectOf(node, key, (provider) => readRecord(provider, providerReaders, { type: '', options: noEntries })),
  read_only: switchOf,
  scale: numberOf,
  secrets: (node, key) => listOf(node, key, readFileReference),
  security_opt: textsOf,
  shm_size: amountOf,
  stdin_open: switchOf,
  stop_grace_period: numberOf,
  storage_opt: namedTextsOf,
  sysctls: namedTextsOf,
  tmpfs: textsOf,
  tty: switchOf,
  ulimits: readUlimits,
  use_api_socket: switchOf,
  volumes: (node, key) => listOf(node, key, readMount),
  volumes_from: textsOf,
};

const textReaders = Object.fromEntries(
  Object.entries<KeyRule>(serviceKeys).flatMap(([key, { type, decode }]) =>
    (type.is === 'string' || type.is === 'enum') && decode === undefined ? [[key, textOf] as const] : [],
  ),
) as Readers<Pick<Keys, TextKey>>;

const readers: Readers<Keys> = { ...textReaders, ...otherReaders };

const defaults: Defaults<Keys> = {
  annotations: noEntries,
  cap_add: noItems,
  cap_drop: noItems,
  configs: noItems,
  depends_on: noEntries,
  device_cgroup_rules: noItems,
  devices: noItems,
  dns: noItems,
  dns_opt: noItems,
  dns_search: noItems,
  environment: noEntries,
  expose: noItems,
  external_links: noItems,
  extra_hosts: noEntries,
  gpus: noItems,
  group_add: noItems,
  labels: noEntries,
  links: noItems,
  models: noEntries,
  networks: noEntries,
  ports: noItems,
  post_start: noItems,
  pre_start: noItems,
  pre_stop: noItems,
  profiles: noItems,
  secrets: noItems,
  security_opt: noItems,
  storage_opt: noEntries,
  sysctls: noEntries,
  tmpfs: noItems,
  ulimits: noEntries,
  volumes: noItems,
  volumes_from: noItems,
};

export function readService(node: MapNode, name: string): Service {
  return { ...readRecord(node, readers, defaults), name, extensions: extensionsOf(node) };
}

function readImage(node: MapNode, key: string): ImageReference | undefined {
  const image = textOf(node, key);
  return image === undefined ? undefined : parseImageReference(image);
}

const credentialReaders: Readers<CredentialSpec> = { config: textOf, file: textOf, registry: textOf };
const loggingReaders: Readers<Logging> = { driver: textOf, options: namedTextsOf };
const providerReaders: Readers<Provider> = { type: textOf, options: namedListsOf };
const serviceModelReaders: Readers<ServiceModel> = { endpoint_var: textOf, model_var: textOf };

const dependencyReaders: Readers<Dependency> = {
  // One of the words that the key table knows.
  condition: (node, key) => textOf(node, key) as Dependency['condition'] | undefined,
  required: flagOf,
  restart: flagOf,
};

function readDependency(node: MapNode): Dependency {
  return readRecord(node, dependencyReaders, { condition: 'service_started', required: true, restart: false });
}

const hookReaders: Readers<Hook> = {
  command: wordsOf,
  image: textOf,
  user: textOf,
  privileged: switchOf,
  working_dir: textOf,
  environment: namedValuesOf,
  per_replica: switchOf,
};

function readHook(node: MapNode): Hook {
  return readRecord(node, hookReaders, { environment: noEntries });
}

const watchReaders: Readers<Watch> = {
  path: textOf,
  action: textOf,
  target: textOf,
  ignore: textsOf,
  include: textsOf,
  exec: (node, key) => objectOf(node, key, readHook),
  initial_sync: switchOf,
};

function readWatch(node: MapNode): Watch {
  return readRecord(node, watchReaders, { path: '', action: '', ignore: noItems, include: noItems });
}

const deviceReaders: Readers<Device> = { source: textOf, target: textOf, permissions: textOf };

function readDevice(node: MapNode): Device {
  return readRecord(node, deviceReaders, { source: '', target: '', permissions: '' });
}

const healthcheckReaders: Readers<Healthcheck> = {
  test: wordsOf,
  interval: numberOf,
  timeout: numberOf,
  retries: numberOf,
  start_period: numberOf,
  start_interval: numberOf,
  disable: switchOf,
};

function readHealthcheck(node: MapNode): Healthcheck {
  return readRecord<Healthcheck>(node, healthcheckReaders, {});
}

const attachmentReaders: Readers<NetworkAttachment> = {
  aliases: textsOf,
  ipv4_address: textOf,
  ipv6_address: textOf,
  link_local_ips: textsOf,
  mac_address: textOf,
  driver_opts: namedTextsOf,
  priority: amountOf,
  gw_priority: amountOf,
  interface_name: textOf,
};

function readAttachment(node: MapNode): NetworkAttachment {
  return readRecord(node, attachmentReaders, { aliases: noItems, link_local_ips: noItems, driver_opts: noEntries });
}

const portReaders: Readers<Port> = {
  name: textOf,
  target: numberOf,
  published: textOf,
  protocol: textOf,
  host_ip: textOf,
  mode: textOf,
  app_protocol: textOf,
};

function readPort(node: MapNode): Port {
  return readRecord(node, portReaders, { target: 0, protocol: 'tcp', mode: 'ingress' });
}
