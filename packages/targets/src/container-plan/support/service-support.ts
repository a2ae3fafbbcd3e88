import type { ComposeKeys } from '@transpose/core';
import type { Carried, SupportRows } from '../../account/support.ts';
import { dropped, resolved } from '../../account/support.ts';
import type { EngineField, RowKey, RowOption } from '../engine-field.ts';
import { amounts, namedLimits } from '../flags/limits.ts';
import type { OptionRow } from '../flags/option-row.ts';
import { options } from '../flags/option-rows.ts';
import { approximated, carried } from './rows.ts';
import { buildSupport } from './build-support.ts';
import { deploySupport } from './deploy-support.ts';

/** A row for each key that is an option of the command line, and no more. */
function carriedBy<const Rows extends readonly OptionRow<RowKey, RowOption>[]>(
  rows: Rows,
): { readonly [Row in Rows[number] as Row['key']]: Carried<EngineField> } {
  return Object.fromEntries(rows.map(({ key, option }) => [key, carried(option)])) as {
    readonly [Row in Rows[number] as Row['key']]: Carried<EngineField>;
  };
}

type ServiceRows = SupportRows<ComposeKeys['services'], EngineField>;

const windows = 'Only Windows containers have it.';
/** Models are run by a plug-in of Docker. */
export const noModels = dropped(
  'The engine runs no models.',
  'run the model in a container of its own, or beside the engine',
);

const hook = {
  command: carried('docker exec'),
  user: carried('--user'),
  privileged: carried('--privileged'),
  working_dir: carried('--workdir'),
  environment: carried('--env'),
} as const;

const networks = {
  ...carried('--network'),
  keys: {
    aliases: carried('--network alias='),
    interface_name: carried('--network driver-opt=com.docker.network.endpoint.ifname='),
    ipv4_address: carried('--network ip='),
    ipv6_address: carried('--network ip6='),
    link_local_ips: carried('--network link-local-ip='),
    mac_address: carried('--network mac-address='),
    driver_opts: carried('--network driver-opt='),
    priority: carried('--network'),
    gw_priority: carried('--network gw-priority='),
  },
} satisfies ServiceRows['networks'];

const volumes = {
  ...carried('--volume'),
  keys: {
    type: carried('--volume or --mount'),
    source: carried('--volume'),
    target: carried('--volume'),
    read_only: carried('--volume'),
    consistency: dropped('The engine on Linux has one consistency only.'),
    bind: {
      ...carried('--volume'),
      keys: {
        propagation: carried('--volume'),
        create_host_path: carried('--volume'),
        recursive: carried('--mount bind-recursive='),
        selinux: carried('--volume'),
      },
    },
    volume: {
      ...carried('--mount'),
      keys: {
        labels: carried('--mount volume-label='),
        nocopy: carried('--mount volume-nocopy'),
        subpath: carried('--mount volume-subpath='),
      },
    },
    tmpfs: {
      ...carried('--mount'),
      keys: { size: carried('--mount tmpfs-size='), mode: carried('--mount tmpfs-mode=') },
    },
    image: { ...carried('--mount'), keys: { subpath: carried('--mount image-subpath=') } },
  },
} satisfies ServiceRows['volumes'];

const fileReference = {
  source: carried('--mount'),
  target: carried('--mount target='),
  uid: carried('docker cp'),
  gid: carried('docker cp'),
  mode: carried('docker cp'),
} as const;

const request = {
  capabilities: carried('--gpus capabilities='),
  driver: carried('--gpus driver='),
  count: carried('--gpus count='),
  device_ids: carried('--gpus device='),
  options: carried('--gpus options='),
} as const;

/** What the docker command line does with each key of a service. */
export const serviceSupport: ServiceRows = {
  ...carriedBy([...options, ...amounts, ...namedLimits]),
  attach: resolved('no output is attached to'),
  blkio_config: {
    ...carried('--blkio-weight'),
    keys: {
      weight: carried('--blkio-weight'),
      weight_device: carried('--blkio-weight-device'),
      device_read_bps: carried('--device-read-bps'),
      device_read_iops: carried('--device-read-iops'),
      device_write_bps: carried('--device-write-bps'),
      device_write_iops: carried('--device-write-iops'),
    },
  },
  build: buildSupport,
  command: carried('docker create'),
  configs: { ...carried('--mount'), keys: fileReference },
  container_name: carried('name='),
  cpu_count: dropped(windows, 'use `cpus`'),
  cpu_percent: dropped(windows, 'use `cpus`'),
  credential_spec: dropped(windows),
  depends_on: {
    ...carried('depends_on='),
    keys: { condition: carried('depends_on='), required: carried('optional='), restart: carried('depends_on=') },
  },
  deploy: deploySupport,
  develop: dropped('Nothing watches the sources.', 'use `docker compose watch` while developing'),
  devices: carried('--device'),
  entrypoint: carried('--entrypoint'),
  env_file: resolved('environment'),
  environment: carried('--env'),
  extends: resolved('the loader'),
  external_links: carried('--link'),
  gpus: { ...carried('--gpus'), keys: request },
  healthcheck: {
    ...carried('--health-cmd'),
    keys: {
      test: carried('--health-cmd'),
      interval: carried('--health-interval'),
      timeout: carried('--health-timeout'),
      retries: carried('--health-retries'),
      start_period: carried('--health-start-period'),
      start_interval: carried('--health-start-interval'),
      disable: carried('--no-healthcheck'),
    },
  },
  image: carried('image'),
  label_file: resolved('labels'),
  labels: carried('--label'),
  links: carried('--link'),
  logging: { ...carried('--log-driver'), keys: { driver: carried('--log-driver'), options: carried('--log-opt') } },
  mac_address: carried('--network mac-address='),
  models: noModels,
  network_mode: carried('--network'),
  networks,
  platform: carried('--platform'),
  ports: {
    ...carried('--publish'),
    keys: {
      name: resolved('no use at run time'),
      target: carried('--publish'),
      published: carried('--publish'),
      protocol: carried('--publish'),
      host_ip: carried('--publish'),
      mode: resolved('one engine publishes in one way'),
      app_protocol: resolved('no use at run time'),
    },
  },
  post_start: { ...carried('docker exec'), keys: hook },
  pre_start: {
    ...carried('docker run'),
    keys: {
      ...hook,
      image: carried('docker run'),
      per_replica: dropped('The hook runs once, before the first container, as with Docker Compose.'),
    },
  },
  pre_stop: { ...carried('docker exec'), keys: hook },
  profiles: resolved('the choice of services'),
  provider: dropped('The program that provides the service is part of Docker Compose.', 'run it before'),
  pull_policy: carried('docker pull'),
  pull_refresh_after: resolved('nothing: Docker Compose does not use it either'),
  restart: carried('--restart'),
  scale: carried('replicas'),
  secrets: { ...carried('--mount'), keys: fileReference },
  stdin_open: approximated('--interactive', 'Standard input closes when the first client detaches.'),
  tmpfs: carried('--tmpfs'),
  use_api_socket: approximated('--volume', "The client's logins do not come with it.", 'mount its `config.json`'),
  volumes,
  volumes_from: carried('--volumes-from'),
};
