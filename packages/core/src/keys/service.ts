import { blkioConfig } from './service/blkio.ts';
import { build, expandBuild, fillBuild } from './service/build.ts';
import { dependsOn, expandDependsOn } from './service/depends-on.ts';
import { deploy } from './service/deploy.ts';
import { develop } from './service/develop.ts';
import { expandGpus, fillDeviceRequests, gpus } from './service/device-requests.ts';
import { deviceIdentity, devices, expandDevices } from './service/devices.ts';
import { envFile, envFileIdentity, expandEnvFile } from './service/env-file.ts';
import { expandDns, namesToMap, stringToList } from './expand.ts';
import { extendsKey } from './service/extends.ts';
import { extraHosts } from './service/extra-hosts.ts';
import {
  configIdentity,
  expandFileReferences,
  fileReferences,
  fillSecretTargets,
  secretIdentity,
} from './file-references.ts';
import { healthcheck } from './service/healthcheck.ts';
import { initHook, serviceHook } from './service/hooks.ts';
import { logging } from './service/logging.ts';
import { beforeEquals, exposeIdentity } from './mapping.ts';
import { attachments } from './service/networks.ts';
import { expandPorts, fillPorts, portIdentity, ports } from './service/ports.ts';
import { provider } from './service/provider.ts';
import { serviceModels } from './service/service-models.ts';
import {
  anything,
  between,
  bool,
  commandLine,
  flag,
  integerOrText,
  key,
  list,
  listOrMap,
  map,
  none,
  number,
  numberOrText,
  object,
  oneOf,
  pattern,
  text,
  textOrList,
  uniqueList,
  words,
} from './type.ts';
import { checkLimits, ulimits } from './service/ulimits.ts';
import { bindSources, expandMounts, fillMounts, mountIdentity, mounts } from './service/volumes.ts';

/** A row per key of a service. Source: Compose Services, Build, Deploy and Develop Specifications. */
export const serviceKeys = {
  annotations: key(listOrMap, 'Annotations of the container (OCI).', {
    merge: 'entries',
    identity: beforeEquals,
    decode: 'mapping',
  }),
  attach: key(flag, 'Show the logs of the service in `up`.', { since: '2.20.0', decode: 'boolean', zero: 'kept' }),
  blkio_config: key(blkioConfig, 'Shares and limits of block IO.'),
  build: key(build, 'How the image is built.', { merge: 'build', expand: expandBuild, fill: fillBuild }),
  cap_add: key(uniqueList(text), 'Capabilities to add.', { identity: beforeEquals }),
  cap_drop: key(uniqueList(text), 'Capabilities to drop.', { identity: beforeEquals }),
  cgroup: key(words('host', 'private'), 'Cgroup namespace.', { since: '2.15.0' }),
  cgroup_parent: key(text, 'Parent cgroup of the container.'),
  command: key(commandLine, "Overrides the image's command.", { merge: 'replace', decode: 'words', zero: 'always' }),
  configs: key(fileReferences, 'Configs that the container sees as files.', {
    identity: configIdentity,
    expand: expandFileReferences,
  }),
  container_name: key(pattern(/[a-zA-Z0-9][a-zA-Z0-9_.-]+/), 'Name of the container instead of a made one.'),
  cpu_count: key(oneOf(text, between(0)), 'Number of CPUs (Windows).', { cast: 'integer', decode: 'integer' }),
  cpu_percent: key(oneOf(text, between(0, 100)), 'Percent of the CPUs (Windows).', { cast: 'float', decode: 'single' }),
  cpu_period: key(numberOrText, 'Period of the CPU scheduler, in microseconds.', {
    cast: 'integer',
    decode: 'integer',
  }),
  cpu_quota: key(numberOrText, 'CPU time per period, in microseconds.', { cast: 'integer', decode: 'integer' }),
  cpu_rt_period: key(numberOrText, 'Period of the real-time scheduler, in microseconds.', {
    cast: 'integer',
    decode: 'integer',
  }),
  cpu_rt_runtime: key(numberOrText, 'Real-time CPU time per period, in microseconds.', {
    cast: 'integer',
    decode: 'integer',
  }),
  cpu_shares: key(numberOrText, 'Share of the CPU against other containers.', { cast: 'integer', decode: 'integer' }),
  cpus: key(numberOrText, 'Most CPU cores that may be used.', { cast: 'float', decode: 'single' }),
  cpuset: key(text, 'CPUs to run on: `0-3`, `0,1`.'),
  credential_spec: key(
    object({
      config: key(text, 'Config that holds it.'),
      file: key(text, 'File that holds it.'),
      registry: key(text, 'Value of the Windows registry that holds it.'),
    }),
    'Credentials of a managed service account (Windows).',
  ),
  depends_on: key(dependsOn, 'Services that must be there first.', {
    merge: 'dependencies',
    expand: expandDependsOn,
  }),
  deploy: key(deploy, 'Replicas, resources, placement and updates.'),
  develop: key(develop, 'What `docker compose watch` does.', { since: '2.22.0' }),
  device_cgroup_rules: key(uniqueList(text), 'Rules for devices in the cgroup.'),
  devices: key(devices, 'Devices of the host that the container sees.', {
    identity: deviceIdentity,
    expand: expandDevices,
  }),
  dns: key(textOrList, 'DNS servers.', {
    merge: 'entries',
    identity: beforeEquals,
    expand: expandDns,
    decode: 'texts',
  }),
  dns_opt: key(uniqueList(text), 'Options of the DNS resolver.', { merge: 'entries', identity: beforeEquals }),
  dns_search: key(textOrList, 'DNS search domains.', {
    merge: 'entries',
    identity: beforeEquals,
    decode: 'texts',
  }),
  domainname: key(text, 'Domain name of the container.'),
  entrypoint: key(commandLine, "Overrides the image's entry point.", {
    merge: 'replace',
    decode: 'words',
    zero: 'always',
  }),
  env_file: key(envFile, 'Files of environment variables.', {
    merge: 'entries',
    identity: envFileIdentity,
    expand: expandEnvFile,
  }),
  environment: key(listOrMap, 'Environment variables.', {
    merge: 'entries',
    identity: beforeEquals,
    decode: 'entries',
  }),
  expose: key(uniqueList(oneOf(text, number)), 'Ports that other services may reach.', {
    identity: exposeIdentity,
    decode: 'texts',
  }),
  extends: key(extendsKey, 'A service to start from.'),
  external_links: key(uniqueList(text), 'Containers outside the project to link to.'),
  extra_hosts: key(extraHosts, 'Lines for /etc/hosts.', { merge: 'hosts', decode: 'hosts' }),
  gpus: key(gpus, 'GPUs that the container gets.', {
    since: '2.30.0',
    expand: expandGpus,
    fill: fillDeviceRequests,
  }),
  group_add: key(uniqueList(oneOf(text, number)), 'Further groups of the user.'),
  healthcheck: key(healthcheck, 'How to tell whether the container is healthy.'),
  hostname: key(text, 'Host name of the container.'),
  image: key(text, 'Image to run.'),
  init: key(flag, 'Run an init process that reaps children and passes signals on.', {
    cast: 'boolean',
    decode: 'boolean',
    zero: 'kept',
  }),
  ipc: key(text, 'IPC namespace: `host`, `shareable`, `service:NAME`.'),
  isolation: key(text, 'Isolation technology (Windows).'),
  label_file: key(oneOf(text, list(text)), 'Files of labels.', {
    since: '2.32.0',
    merge: 'entries',
    expand: stringToList,
    path: 'file',
    decode: 'texts',
  }),
  labels: key(listOrMap, 'Labels of the container.', { merge: 'entries', identity: beforeEquals, decode: 'mapping' }),
  links: key(uniqueList(text), 'Services to reach, with another name if wanted: `SERVICE:ALIAS`.', {
    identity: beforeEquals,
  }),
  logging: key(logging, 'Logging driver and its options.', { merge: 'driver' }),
  mac_address: key(text, 'MAC address of the container.', { since: '2.23.2' }),
  mem_limit: key(numberOrText, 'Most memory that may be used.', { decode: 'bytes' }),
  mem_reservation: key(integerOrText, 'Memory to keep when the host runs short.', { decode: 'bytes' }),
  mem_swappiness: key(integerOrText, 'How readily memory is swapped out, 0 to 100.', { decode: 'bytes' }),
  memswap_limit: key(numberOrText, 'Most memory and swap together; -1: no limit.', { decode: 'bytes' }),
  models: key(serviceModels, 'AI models that the service uses.', {
    since: '2.38.0',
    merge: 'named',
    expand: namesToMap,
  }),
  network_mode: key(text, '`none`, `host`, `bridge`, `service:NAME` or `container:NAME`.'),
  networks: key(attachments, 'Networks that the service joins.', { merge: 'named', expand: namesToMap }),
  oom_kill_disable: key(flag, 'Never kill the container for lack of memory.', { cast: 'boolean', decode: 'boolean' }),
  oom_score_adj: key(oneOf(text, between(-1000, 1000)), 'How readily it is killed for lack of memory.', {
    cast: 'integer',
    decode: 'integer',
  }),
  pid: key(oneOf(text, none), 'PID namespace: `host`, `service:NAME`.'),
  pids_limit: key(numberOrText, 'Most processes; -1: no limit.', { cast: 'integer', decode: 'integer' }),
  platform: key(text, 'Platform to run on: `linux/arm64`.'),
  ports: key(ports, 'Ports that the host publishes.', {
    identity: portIdentity,
    expand: expandPorts,
    fill: fillPorts,
  }),
  post_start: key(list(serviceHook), 'Commands to run after the start.', { since: '2.30.0' }),
  pre_start: key(list(initHook), 'Commands to run to their end before the start.', { since: '5.3.0' }),
  pre_stop: key(list(serviceHook), 'Commands to run before the stop.', { since: '2.30.0' }),
  privileged: key(flag, 'Give the container all privileges.', { cast: 'boolean', decode: 'boolean' }),
  profiles: key(uniqueList(text), 'Profiles in which the service is active.', { identity: beforeEquals }),
  provider: key(provider, 'A program that provides the service instead of a container.', { since: '2.36.0' }),
  pull_policy: key(
    pattern(/always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+/),
    'When the image is pulled.',
  ),
  pull_refresh_after: key(text, 'Accepted by the schema and used nowhere.', {
    decode: 'dropped',
    deprecated: '`pull_policy: every_…`',
  }),
  read_only: key(flag, "Make the container's root read-only.", { cast: 'boolean', decode: 'boolean' }),
  restart: key(text, 'When the container is restarted: no, always, on-failure[:N], unless-stopped.'),
  runtime: key(text, 'OCI runtime to use.'),
  scale: key(integerOrText, 'Number of containers.', { cast: 'integer', decode: 'integer', zero: 'kept' }),
  secrets: key(fileReferences, 'Secrets that the container sees as files.', {
    identity: secretIdentity,
    expand: expandFileReferences,
    fill: fillSecretTargets,
  }),
  security_opt: key(uniqueList(text), 'Options for SELinux, AppArmor and seccomp.'),
  shm_size: key(numberOrText, 'Size of /dev/shm.', { decode: 'bytes' }),
  stdin_open: key(flag, 'Keep standard input open.', { cast: 'boolean', decode: 'boolean' }),
  stop_grace_period: key(text, 'Time between the stop signal and SIGKILL.', { decode: 'duration', zero: 'kept' }),
  stop_signal: key(text, 'Signal that stops the container.'),
  storage_opt: key(map(anything), 'Options of the storage driver.', { decode: 'plain-options' }),
  sysctls: key(listOrMap, 'Kernel parameters.', { merge: 'entries', identity: beforeEquals, decode: 'mapping' }),
  tmpfs: key(textOrList, 'Temporary file systems: `PATH[:OPTIONS]`.', {
    merge: 'entries',
    identity: beforeEquals,
    decode: 'texts',
  }),
  tty: key(flag, 'Give the container a terminal.', { cast: 'boolean', decode: 'boolean' }),
  ulimits: key(ulimits, 'Limits of its processes.', {
    cast: 'integer',
    merge: 'entry-values',
    expand: checkLimits,
    decode: 'ulimits',
  }),
  use_api_socket: key(bool, 'Give the container the API socket of the engine.', {
    since: '2.37.1',
    decode: 'boolean',
  }),
  user: key(text, 'User to run as: name or id, `:GROUP` if wanted.'),
  userns_mode: key(text, 'User namespace.'),
  uts: key(text, 'UTS namespace: `host`.', { since: '2.15.1' }),
  volumes: key(mounts, 'What is mounted.', {
    identity: mountIdentity,
    expand: expandMounts,
    fill: fillMounts,
    path: bindSources,
  }),
  volumes_from: key(uniqueList(text), 'Services or containers whose volumes are mounted.'),
  working_dir: key(text, 'Directory to run in.'),
} as const;
