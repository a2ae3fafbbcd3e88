import type { amounts, namedLimits } from './flags/limits.ts';
import type { options } from './flags/option-rows.ts';

type Row = (typeof options | typeof amounts | typeof namedLimits)[number];
export type RowKey = Row['key'];
/** The options of the tables of rows. */
export type RowOption = Row['option'];

/** An option of the commands of container engines, as docker and podman call it. */
export type EngineOption =
  | RowOption
  | ContainerOption
  | `--health-${'cmd' | 'interval' | 'retries' | 'start-interval' | 'start-period' | 'startup-cmd' | 'startup-interval' | 'timeout'}`
  | `--device-${'read' | 'write'}-${'bps' | 'iops'}`
  | BuildOption
  | NetworkOption;

/** Those that take more than a row of the tables. */
type ContainerOption =
  | '--alias'
  | '--blkio-weight'
  | '--blkio-weight-device'
  | '--device'
  | '--driver-opt'
  | '--entrypoint'
  | '--env'
  | '--gpus'
  | '--gw-priority'
  | '--hosts-file'
  | '--ip'
  | '--ip6'
  | '--label'
  | '--link'
  | '--link-local-ip'
  | '--log-driver'
  | '--log-opt'
  | '--mac-address'
  | '--mount'
  | '--network'
  | '--network-alias'
  | '--no-healthcheck'
  | '--platform'
  | '--publish'
  | '--pull'
  | '--read-only-tmpfs=false'
  | '--restart'
  | '--secret'
  | '--tmpfs'
  | '--volume'
  | '--volumes-from';

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
