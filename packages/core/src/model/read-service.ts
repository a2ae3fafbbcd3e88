import type { MapNode } from '../tree/node.ts';
import { parseImageReference } from '../values/image-ref.ts';
import type { Healthcheck } from './healthcheck.ts';
import type { NetworkAttachment } from './network.ts';
import type { Port } from './port.ts';
import {
  extensionsOf,
  flagOf,
  listOf,
  namedListsOf,
  namedOf,
  namedTextsOf,
  namedValuesOf,
  numberOf,
  objectOf,
  present,
  textOf,
  textsOf,
  wordsOf,
} from './read.ts';
import { readBuild } from './read-build.ts';
import { readDeploy, readDeviceRequest } from './read-deploy.ts';
import { readMount } from './read-mount.ts';
import { readFileReference } from './read-resources.ts';
import { readUlimits } from './read-ulimits.ts';
import type { BlkioConfig, Dependency, Device, Hook, Service, Watch } from './service.ts';

export function readService(node: MapNode, name: string): Service {
  const image = textOf(node, 'image');
  return present({
    name,
    annotations: namedTextsOf(node, 'annotations'),
    attach: flagOf(node, 'attach'),
    blkio_config: objectOf(node, 'blkio_config', readBlkio),
    build: objectOf(node, 'build', readBuild),
    cap_add: textsOf(node, 'cap_add'),
    cap_drop: textsOf(node, 'cap_drop'),
    cgroup: textOf(node, 'cgroup'),
    cgroup_parent: textOf(node, 'cgroup_parent'),
    command: wordsOf(node, 'command'),
    configs: listOf(node, 'configs', readFileReference),
    container_name: textOf(node, 'container_name'),
    cpu_count: numberOf(node, 'cpu_count'),
    cpu_percent: numberOf(node, 'cpu_percent'),
    cpu_period: numberOf(node, 'cpu_period'),
    cpu_quota: numberOf(node, 'cpu_quota'),
    cpu_rt_period: numberOf(node, 'cpu_rt_period'),
    cpu_rt_runtime: numberOf(node, 'cpu_rt_runtime'),
    cpu_shares: numberOf(node, 'cpu_shares'),
    cpus: numberOf(node, 'cpus'),
    cpuset: textOf(node, 'cpuset'),
    credential_spec: objectOf(node, 'credential_spec', (spec) =>
      present({ config: textOf(spec, 'config'), file: textOf(spec, 'file'), registry: textOf(spec, 'registry') }),
    ),
    depends_on: namedOf(node, 'depends_on', readDependency),
    deploy: objectOf(node, 'deploy', readDeploy),
    develop: objectOf(node, 'develop', (develop) => ({ watch: listOf(develop, 'watch', readWatch) })),
    device_cgroup_rules: textsOf(node, 'device_cgroup_rules'),
    devices: listOf(node, 'devices', readDevice),
    dns: textsOf(node, 'dns'),
    dns_opt: textsOf(node, 'dns_opt'),
    dns_search: textsOf(node, 'dns_search'),
    domainname: textOf(node, 'domainname'),
    entrypoint: wordsOf(node, 'entrypoint'),
    environment: namedValuesOf(node, 'environment'),
    expose: textsOf(node, 'expose'),
    external_links: textsOf(node, 'external_links'),
    extra_hosts: namedListsOf(node, 'extra_hosts'),
    gpus: listOf(node, 'gpus', readDeviceRequest),
    group_add: textsOf(node, 'group_add'),
    healthcheck: objectOf(node, 'healthcheck', readHealthcheck),
    hostname: textOf(node, 'hostname'),
    image: image === undefined ? undefined : parseImageReference(image),
    init: flagOf(node, 'init'),
    ipc: textOf(node, 'ipc'),
    isolation: textOf(node, 'isolation'),
    labels: namedTextsOf(node, 'labels'),
    links: textsOf(node, 'links'),
    logging: objectOf(node, 'logging', (logging) =>
      present({ driver: textOf(logging, 'driver'), options: namedTextsOf(logging, 'options') }),
    ),
    mac_address: textOf(node, 'mac_address'),
    mem_limit: numberOf(node, 'mem_limit'),
    mem_reservation: numberOf(node, 'mem_reservation'),
    mem_swappiness: numberOf(node, 'mem_swappiness'),
    memswap_limit: numberOf(node, 'memswap_limit'),
    models: namedOf(node, 'models', (model) =>
      present({ endpoint_var: textOf(model, 'endpoint_var'), model_var: textOf(model, 'model_var') }),
    ),
    network_mode: textOf(node, 'network_mode'),
    networks: namedOf(node, 'networks', readAttachment),
    oom_kill_disable: flagOf(node, 'oom_kill_disable'),
    oom_score_adj: numberOf(node, 'oom_score_adj'),
    pid: textOf(node, 'pid'),
    pids_limit: numberOf(node, 'pids_limit'),
    platform: textOf(node, 'platform'),
    ports: listOf(node, 'ports', readPort),
    post_start: listOf(node, 'post_start', readHook),
    pre_start: listOf(node, 'pre_start', readHook),
    pre_stop: listOf(node, 'pre_stop', readHook),
    privileged: flagOf(node, 'privileged'),
    profiles: textsOf(node, 'profiles'),
    provider: objectOf(node, 'provider', (provider) => ({
      type: textOf(provider, 'type') ?? '',
      options: namedListsOf(provider, 'options'),
    })),
    pull_policy: textOf(node, 'pull_policy'),
    read_only: flagOf(node, 'read_only'),
    restart: textOf(node, 'restart'),
    runtime: textOf(node, 'runtime'),
    scale: numberOf(node, 'scale'),
    secrets: listOf(node, 'secrets', readFileReference),
    security_opt: textsOf(node, 'security_opt'),
    shm_size: numberOf(node, 'shm_size'),
    stdin_open: flagOf(node, 'stdin_open'),
    stop_grace_period: numberOf(node, 'stop_grace_period'),
    stop_signal: textOf(node, 'stop_signal'),
    storage_opt: namedTextsOf(node, 'storage_opt'),
    sysctls: namedTextsOf(node, 'sysctls'),
    tmpfs: textsOf(node, 'tmpfs'),
    tty: flagOf(node, 'tty'),
    ulimits: readUlimits(node),
    use_api_socket: flagOf(node, 'use_api_socket'),
    user: textOf(node, 'user'),
    userns_mode: textOf(node, 'userns_mode'),
    uts: textOf(node, 'uts'),
    volumes: listOf(node, 'volumes', readMount),
    volumes_from: textsOf(node, 'volumes_from'),
    working_dir: textOf(node, 'working_dir'),
    extensions: extensionsOf(node),
  });
}

function readDependency(node: MapNode): Dependency {
  return {
    condition: (textOf(node, 'condition') ?? 'service_started') as Dependency['condition'],
    required: flagOf(node, 'required') ?? true,
    restart: flagOf(node, 'restart') ?? false,
  };
}

function readBlkio(node: MapNode): BlkioConfig {
  const rates = (key: string): readonly { readonly path: string; readonly rate: number }[] =>
    listOf(node, key, (device) => ({ path: textOf(device, 'path') ?? '', rate: numberOf(device, 'rate') ?? 0 }));
  return present({
    weight: numberOf(node, 'weight'),
    weight_device: listOf(node, 'weight_device', (device) => ({
      path: textOf(device, 'path') ?? '',
      weight: numberOf(device, 'weight') ?? 0,
    })),
    device_read_bps: rates('device_read_bps'),
    device_read_iops: rates('device_read_iops'),
    device_write_bps: rates('device_write_bps'),
    device_write_iops: rates('device_write_iops'),
  });
}

function readWatch(node: MapNode): Watch {
  return present({
    path: textOf(node, 'path') ?? '',
    action: textOf(node, 'action') ?? '',
    target: textOf(node, 'target'),
    ignore: textsOf(node, 'ignore'),
    include: textsOf(node, 'include'),
    exec: objectOf(node, 'exec', readHook),
    initial_sync: flagOf(node, 'initial_sync'),
  });
}

function readHook(node: MapNode): Hook {
  return present({
    command: wordsOf(node, 'command'),
    image: textOf(node, 'image'),
    user: textOf(node, 'user'),
    privileged: flagOf(node, 'privileged'),
    working_dir: textOf(node, 'working_dir'),
    environment: namedValuesOf(node, 'environment'),
    per_replica: flagOf(node, 'per_replica'),
  });
}

function readDevice(node: MapNode): Device {
  return {
    source: textOf(node, 'source') ?? '',
    target: textOf(node, 'target') ?? '',
    permissions: textOf(node, 'permissions') ?? '',
  };
}

function readHealthcheck(node: MapNode): Healthcheck {
  return present({
    test: wordsOf(node, 'test'),
    interval: numberOf(node, 'interval'),
    timeout: numberOf(node, 'timeout'),
    retries: numberOf(node, 'retries'),
    start_period: numberOf(node, 'start_period'),
    start_interval: numberOf(node, 'start_interval'),
    disable: flagOf(node, 'disable'),
  });
}

function readAttachment(node: MapNode): NetworkAttachment {
  return present({
    aliases: textsOf(node, 'aliases'),
    ipv4_address: textOf(node, 'ipv4_address'),
    ipv6_address: textOf(node, 'ipv6_address'),
    link_local_ips: textsOf(node, 'link_local_ips'),
    mac_address: textOf(node, 'mac_address'),
    driver_opts: namedTextsOf(node, 'driver_opts'),
    priority: numberOf(node, 'priority'),
    gw_priority: numberOf(node, 'gw_priority'),
    interface_name: textOf(node, 'interface_name'),
  });
}

function readPort(node: MapNode): Port {
  return present({
    name: textOf(node, 'name'),
    target: numberOf(node, 'target') ?? 0,
    published: textOf(node, 'published'),
    protocol: textOf(node, 'protocol') ?? 'tcp',
    host_ip: textOf(node, 'host_ip'),
    mode: textOf(node, 'mode') ?? 'ingress',
    app_protocol: textOf(node, 'app_protocol'),
  });
}
