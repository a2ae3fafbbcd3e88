import type { SupportTable } from '../../account/support.ts';
import { dropped, resolved } from '../../account/support.ts';
import { approximated, carried } from './rows.ts';
import { buildSupport } from './build-support.ts';
import { deploySupport } from './deploy-support.ts';

const windows = dropped('It is for Windows containers of Docker');
const kubelet = (setting: string) => dropped('A Pod has no field for this', `Set ${setting} on the nodes`);
const cgroups = dropped('The kubelet keeps the cgroup tree', 'Use deploy.resources');
/** What to do about a device that a Pod has no right to. */
export const withoutDevice =
  'Name the resource of a device plugin under x-transpose.resources, or set privileged: true';
const device = {
  ...carried('Container.resources.limits'),
  keys: {
    capabilities: carried('Container.resources.limits'),
    driver: carried('Container.resources.limits'),
    count: carried('Container.resources.limits'),
    device_ids: approximated('Container.resources.limits', 'The scheduler chooses the GPUs'),
    options: dropped('Device plugins take no options per Pod'),
  },
} as const;
/** A mount as a whole: what a volume is decides what becomes of all its keys. */
const mounts = approximated(
  'Container.volumeMounts, Pod.spec.volumes',
  'A new volume starts empty; Docker fills it with what the image has at its path',
);
const memory = approximated(
  'Pod.spec.volumes[].emptyDir',
  'It counts against the memory limit and survives a restart of the container',
);
const hook = {
  command: carried('Container.lifecycle'),
  user: dropped('A hook runs as the user of its container'),
  privileged: dropped('A hook has the rights of its container'),
  working_dir: carried('Container.lifecycle'),
  environment: carried('Container.lifecycle'),
} as const;
const file = (field: 'Pod.spec.volumes[].secret' | 'Pod.spec.volumes[].configMap') =>
  ({
    ...carried(field),
    keys: {
      source: carried(field),
      target: carried('Container.volumeMounts[].mountPath'),
      uid: dropped('Mounted files belong to root', 'Give the group access: gid and mode'),
      gid: approximated('Pod.spec.securityContext.fsGroup', 'All volumes of the Pod get the group'),
      mode: carried(`${field}.defaultMode`),
    },
  }) as const;

/** The rows of a service's keys. */
export const serviceSupport: SupportTable['services'] = {
  ...carried('Deployment'),
  keys: {
    annotations: carried('Pod.metadata.annotations'),
    attach: resolved('it only says what `up` shows'),
    blkio_config: kubelet('limits of block IO'),
    build: buildSupport,
    cap_add: carried('Container.securityContext.capabilities.add'),
    cap_drop: carried('Container.securityContext.capabilities.drop'),
    cgroup: cgroups,
    cgroup_parent: cgroups,
    command: carried('Container.args'),
    configs: file('Pod.spec.volumes[].configMap'),
    container_name: carried('Service.metadata.name'),
    cpu_count: carried('Container.resources.limits.cpu'),
    cpu_percent: windows,
    // Annotated with the quota where both are given.
    cpu_quota: carried('Container.resources.limits.cpu'),
    cpu_period: carried('Container.resources.limits.cpu'),
    cpu_rt_period: kubelet('real-time scheduling'),
    cpu_rt_runtime: kubelet('real-time scheduling'),
    cpu_shares: carried('Container.resources.requests.cpu'),
    cpus: carried('Container.resources.limits.cpu'),
    cpuset: kubelet('--cpu-manager-policy=static'),
    credential_spec: windows,
    depends_on: {
      ...carried('Pod.spec.initContainers'),
      keys: {
        condition: carried('Pod.spec.initContainers'),
        restart: dropped('Nothing restarts a Pod because another was restarted'),
        required: dropped('A Pod waits on for the health of what need not be there, where Docker goes on without it'),
      },
    },
    deploy: deploySupport,
    develop: resolved('`docker compose watch` alone reads it'),
    device_cgroup_rules: dropped(
      'A Pod cannot give rights on devices',
      'Name the resource of a device plugin under x-transpose.resources',
    ),
    devices: dropped('A mounted device file gives no right to use it', withoutDevice),
    dns: carried('Pod.spec.dnsConfig.nameservers'),
    dns_opt: carried('Pod.spec.dnsConfig.options'),
    dns_search: carried('Pod.spec.dnsConfig.searches'),
    domainname: dropped('The domain of a Pod is its namespace in the cluster'),
    entrypoint: carried('Container.command'),
    env_file: resolved('its variables are part of the environment'),
    environment: carried('Container.env'),
    expose: carried('Service.spec.ports'),
    extends: resolved('the base is merged in'),
    external_links: dropped(
      'Containers of other projects live in other namespaces',
      'Name them NAME.NAMESPACE where they are used, or lead the name there with x-transpose.externalNames',
    ),
    extra_hosts: carried('Pod.spec.hostAliases'),
    gpus: {
      ...device,
      ...approximated('Container.resources.limits', 'Kubernetes knows no "all": one GPU is asked for'),
      keys: { ...device.keys, capabilities: resolved('a GPU is asked for, whatever it is to do') },
    },
    group_add: carried('Pod.spec.securityContext.supplementalGroups'),
    healthcheck: {
      ...carried('Container.readinessProbe'),
      keys: {
        test: carried('Container.readinessProbe.exec'),
        interval: carried('Container.readinessProbe.periodSeconds'),
        timeout: carried('Container.readinessProbe.timeoutSeconds'),
        retries: carried('Container.readinessProbe.failureThreshold'),
        start_period: resolved('failures before the first success cost nothing'),
        start_interval: carried('Container.startupProbe.periodSeconds'),
        disable: carried('Container.readinessProbe'),
      },
    },
    hostname: carried('Pod.spec.hostname'),
    image: carried('Container.image'),
    init: approximated(
      'Pod.spec.shareProcessNamespace',
      'The pause process reaps instead of tini, and the main process is not number one',
    ),
    ipc: carried('Pod.spec.hostIPC'),
    isolation: windows,
    label_file: resolved('labels'),
    labels: carried('Pod.metadata.annotations'),
    links: carried('Service.metadata.name'),
    logging: dropped('The nodes collect what containers print', "Set up the cluster's log collector"),
    mac_address: dropped('The cluster gives Pods their addresses'),
    mem_limit: carried('Container.resources.limits.memory'),
    mem_reservation: carried('Container.resources.requests.memory'),
    mem_swappiness: kubelet('memorySwap'),
    memswap_limit: kubelet('memorySwap'),
    models: dropped(
      'Kubernetes has no word for AI models',
      'Run an inference server as a service and name it in the environment',
    ),
    network_mode: carried('Pod.spec.hostNetwork'),
    networks: {
      ...carried('NetworkPolicy.spec.podSelector'),
      keys: {
        aliases: carried('Service.metadata.name'),
        interface_name: dropped("Pods have one interface, which the cluster's network names"),
        ipv4_address: dropped('The cluster gives Pods their addresses', 'Use the name of the service'),
        ipv6_address: dropped('The cluster gives Pods their addresses', 'Use the name of the service'),
        link_local_ips: dropped('The cluster gives Pods their addresses'),
        mac_address: dropped('The cluster gives Pods their addresses'),
        driver_opts: dropped("They are for Docker's network driver"),
        priority: dropped('Pods have one network'),
        gw_priority: dropped('Pods have one network'),
      },
    },
    oom_kill_disable: dropped('The kernel kills what exceeds the memory limit of its Pod'),
    oom_score_adj: dropped('The kubelet sets it by requests and limits', 'Make request and limit of memory equal'),
    pid: carried('Pod.spec.hostPID'),
    pids_limit: kubelet('podPidsLimit'),
    platform: carried('Pod.spec.nodeSelector'),
    ports: {
      ...carried('Service.spec.ports'),
      keys: {
        name: carried('Service.spec.ports[].name'),
        mode: resolved('one engine has no other'),
        host_ip: approximated(
          'Service.spec.ports',
          'A Service has addresses of its own; what Docker opens on loopback is not published',
          'Limit who may come with loadBalancerSourceRanges',
        ),
        target: carried('Service.spec.ports[].targetPort'),
        published: carried('Service.spec.ports[].port'),
        protocol: carried('Service.spec.ports[].protocol'),
        app_protocol: carried('Service.spec.ports[].appProtocol'),
      },
    },
    post_start: { ...carried('Container.lifecycle.postStart'), keys: hook },
    pre_start: {
      ...carried('Pod.spec.initContainers'),
      keys: {
        ...hook,
        command: carried('Pod.spec.initContainers[].args'),
        user: carried('Pod.spec.initContainers[].securityContext.runAsUser'),
        image: carried('Pod.spec.initContainers[].image'),
        privileged: carried('Pod.spec.initContainers[].securityContext.privileged'),
        working_dir: carried('Pod.spec.initContainers[].workingDir'),
        environment: carried('Pod.spec.initContainers[].env'),
        per_replica: resolved('each Pod runs it'),
      },
    },
    pre_stop: {
      ...approximated('Container.lifecycle.preStop', 'It counts into the grace period'),
      keys: { ...hook, command: approximated('Container.lifecycle.preStop', 'It counts into the grace period') },
    },
    privileged: carried('Container.securityContext.privileged'),
    profiles: resolved('only services of active profiles are converted'),
    provider: dropped(
      'A program on the machine of `docker compose` provides it',
      'Run the service in the cluster, or name one outside',
    ),
    pull_policy: carried('Container.imagePullPolicy'),
    pull_refresh_after: resolved('Docker uses it nowhere'),
    read_only: carried('Container.securityContext.readOnlyRootFilesystem'),
    restart: carried('Pod.spec.restartPolicy'),
    runtime: dropped('A runtime class has to be installed on the cluster', 'Set x-transpose.runtimeClass'),
    scale: carried('Deployment.spec.replicas'),
    secrets: file('Pod.spec.volumes[].secret'),
    security_opt: carried('Container.securityContext'),
    shm_size: approximated(
      'Pod.spec.volumes[].emptyDir.sizeLimit',
      'It counts against the memory limit and survives a restart of the container',
    ),
    stdin_open: carried('Container.stdin'),
    stop_grace_period: carried('Pod.spec.terminationGracePeriodSeconds'),
    stop_signal: dropped(
      'lifecycle.stopSignal is switched off in most clusters',
      'Set STOPSIGNAL in the image, which Kubernetes honours',
    ),
    storage_opt: dropped("It is for Docker's storage driver", 'Limit ephemeral-storage in a patch'),
    sysctls: carried('Pod.spec.securityContext.sysctls'),
    tmpfs: approximated(
      'Pod.spec.volumes[].emptyDir',
      'It counts against the memory limit and survives a restart of the container',
    ),
    tty: carried('Container.tty'),
    ulimits: kubelet("the container runtime's default ulimits"),
    use_api_socket: dropped('Nodes run no Docker', "Use the cluster's API with a ServiceAccount"),
    user: carried('Container.securityContext.runAsUser'),
    userns_mode: resolved('Pods run in the user namespace of their node'),
    uts: dropped('A Pod has a host name of its own'),
    volumes: {
      ...mounts,
      keys: {
        type: mounts,
        source: mounts,
        target: mounts,
        read_only: mounts,
        consistency: resolved('Linux ignores it'),
        bind: {
          ...dropped('Only a path of the node has mounts below it'),
          keys: {
            propagation: dropped('Only a path of the node has mounts below it'),
            create_host_path: resolved('volumes are made as needed'),
            recursive: dropped('The container runtime decides what is mounted below a mount'),
            selinux: resolved('the kubelet relabels volumes by itself'),
          },
        },
        volume: {
          ...mounts,
          keys: {
            labels: dropped('A claim is labelled where it is declared', 'Put them under the top-level volume'),
            nocopy: resolved('Kubernetes never copies what the image has there'),
            subpath: mounts,
          },
        },
        tmpfs: {
          ...memory,
          keys: { size: memory, mode: dropped('An emptyDir has mode 0777') },
        },
        image: dropped('Images are volumes from Kubernetes 1.35 on'),
      },
    },
    volumes_from: approximated('Container.volumeMounts', 'What only the image declares as a volume is not shared'),
    working_dir: carried('Container.workingDir'),
  },
};
