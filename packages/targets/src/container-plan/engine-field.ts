/** An option of the commands of container engines, as docker and podman call it. */
export type EngineOption =
  | ContainerOption
  | `--health-${'cmd' | 'interval' | 'retries' | 'start-interval' | 'start-period' | 'startup-cmd' | 'startup-interval' | 'timeout'}`
  | `--device-${'read' | 'write'}-${'bps' | 'iops'}`
  | BuildOption
  | NetworkOption;

type ContainerOption =
  | '--add-host'
  | '--alias'
  | '--annotation'
  | '--blkio-weight'
  | '--blkio-weight-device'
  | '--cap-add'
  | '--cap-drop'
  | '--cgroup-parent'
  | '--cgroupns'
  | '--cpu-period'
  | '--cpu-quota'
  | '--cpu-rt-period'
  | '--cpu-rt-runtime'
  | '--cpu-shares'
  | '--cpus'
  | '--cpuset-cpus'
  | '--device'
  | '--device-cgroup-rule'
  | '--dns'
  | '--dns-option'
  | '--dns-search'
  | '--domainname'
  | '--driver-opt'
  | '--entrypoint'
  | '--env'
  | '--expose'
  | '--gpus'
  | '--group-add'
  | '--gw-priority'
  | '--hostname'
  | '--hosts-file'
  | '--init'
  | '--init=false'
  | '--interactive'
  | '--ip'
  | '--ip6'
  | '--ipc'
  | '--isolation'
  | '--label'
  | '--link'
  | '--link-local-ip'
  | '--log-driver'
  | '--log-opt'
  | '--mac-address'
  | '--memory'
  | '--memory-reservation'
  | '--memory-swap'
  | '--memory-swappiness'
  | '--mount'
  | '--network'
  | '--network-alias'
  | '--no-healthcheck'
  | '--oom-kill-disable'
  | '--oom-score-adj'
  | '--pid'
  | '--pids-limit'
  | '--platform'
  | '--privileged'
  | '--publish'
  | '--pull'
  | '--read-only'
  | '--read-only-tmpfs=false'
  | '--restart'
  | '--runtime'
  | '--secret'
  | '--security-opt'
  | '--shm-size'
  | '--stop-signal'
  | '--stop-timeout'
  | '--storage-opt'
  | '--sysctl'
  | '--tmpfs'
  | '--tty'
  | '--ulimit'
  | '--user'
  | '--userns'
  | '--uts'
  | '--volume'
  | '--volumes-from'
  | '--workdir';

type BuildOption =
  | '--allow'
  | '--build-arg'
  | '--build-context'
  | '--cache-from'
  | '--cache-to'
  | '--file'
  | '--no-cache'
  | '--no-cache-filter'
  | '--provenance'
  | '--sbom'
  | '--ssh'
  | '--tag'
  | '--target';

type NetworkOption =
  | '--attachable'
  | '--aux-address'
  | '--driver'
  | '--gateway'
  | '--internal'
  | '--ip-range'
  | '--ipam-driver'
  | '--ipam-opt'
  | `--ipv${'4' | '6'}${'' | '=false'}`
  | '--opt'
  | '--subnet';

/** The command of docker that has a key as a whole. */
export type EngineCommand =
  | `docker ${'build' | 'cp' | 'create' | 'exec' | 'pull' | 'run'}`
  | `docker ${'network' | 'volume'} ${'create' | 'inspect'}`;

/** Where a key is in the commands of an engine, for the account: an option, a part of its value, a command. */
export type EngineField =
  | EngineOption
  | EngineCommand
  | '--volume or --mount'
  | '--allow security.insecure'
  | '--file -'
  | `--gpus ${'capabilities' | 'count' | 'device' | 'driver' | 'options'}=`
  | `--mount ${'bind-recursive=' | 'image-subpath=' | 'source=' | 'target=' | 'tmpfs-mode=' | 'tmpfs-size='}`
  | `--mount volume-${'label=' | 'nocopy' | 'subpath='}`
  | `--network ${'alias' | 'driver-opt' | 'gw-priority' | 'ip' | 'ip6' | 'link-local-ip' | 'mac-address'}=`
  | '--network driver-opt=com.docker.network.endpoint.ifname='
  // What a script says in its own words.
  | 'depends_on='
  | 'image'
  | 'name='
  | 'optional='
  | 'project'
  | 'pull'
  | 'replicas';
