import type { Build } from './build.ts';
import type { Deploy, DeviceRequest } from './deploy.ts';
import type { Healthcheck } from './healthcheck.ts';
import type { Mount } from './mount.ts';
import type { NetworkAttachment } from './network.ts';
import type { Port } from './port.ts';
import type { FileReference } from './resource.ts';
import type { Bytes, ImageReference, Named, Nanoseconds } from './values.ts';

/**
 * A service in its long form. Names are those of the Compose specification, so that the path of a field is the path
 * in the file. Lists and maps are always there (empty where nothing was given); a scalar is absent where nothing was
 * given. Source: Compose Services.
 */
export interface Service {
  /** Its key under `services`. */
  readonly name: string;
  readonly annotations: Named<string>;
  readonly attach?: boolean;
  readonly blkio_config?: BlkioConfig;
  readonly build?: Build;
  readonly cap_add: readonly string[];
  readonly cap_drop: readonly string[];
  readonly cgroup?: string;
  readonly cgroup_parent?: string;
  /** Absent: the image's. Empty: cleared. */
  readonly command?: readonly string[];
  readonly configs: readonly FileReference[];
  readonly container_name?: string;
  readonly cpu_count?: number;
  readonly cpu_percent?: number;
  readonly cpu_period?: number;
  readonly cpu_quota?: number;
  readonly cpu_rt_period?: number;
  readonly cpu_rt_runtime?: number;
  readonly cpu_shares?: number;
  readonly cpus?: number;
  readonly cpuset?: string;
  readonly credential_spec?: { readonly config?: string; readonly file?: string; readonly registry?: string };
  /** By service key; implied dependencies (links, volumes_from, `service:x`) included. */
  readonly depends_on: Named<Dependency>;
  readonly deploy?: Deploy;
  readonly develop?: { readonly watch: readonly Watch[] };
  readonly device_cgroup_rules: readonly string[];
  readonly devices: readonly Device[];
  readonly dns: readonly string[];
  readonly dns_opt: readonly string[];
  readonly dns_search: readonly string[];
  readonly domainname?: string;
  /** Absent: the image's. Empty: cleared. */
  readonly entrypoint?: readonly string[];
  /** With the values of `env_file`; `null`: named without a value, and the environment has none. */
  readonly environment: Named<string | null>;
  readonly expose: readonly string[];
  readonly external_links: readonly string[];
  /** Host name to its addresses. */
  readonly extra_hosts: Named<readonly string[]>;
  readonly gpus: readonly DeviceRequest[];
  readonly group_add: readonly string[];
  readonly healthcheck?: Healthcheck;
  readonly hostname?: string;
  /** Absent when the service is only built; the name is then the target's business. */
  readonly image?: ImageReference;
  readonly init?: boolean;
  readonly ipc?: string;
  readonly isolation?: string;
  /** With the labels of `label_file`. */
  readonly labels: Named<string>;
  readonly links: readonly string[];
  readonly logging?: { readonly driver?: string; readonly options: Named<string> };
  readonly mac_address?: string;
  readonly mem_limit?: Bytes;
  readonly mem_reservation?: Bytes;
  readonly mem_swappiness?: number;
  readonly memswap_limit?: Bytes;
  readonly models: Named<{ readonly endpoint_var?: string; readonly model_var?: string }>;
  readonly network_mode?: string;
  /** By network key, in source order. Empty with `network_mode` or `provider`. */
  readonly networks: Named<NetworkAttachment>;
  readonly oom_kill_disable?: boolean;
  readonly oom_score_adj?: number;
  readonly pid?: string;
  readonly pids_limit?: number;
  readonly platform?: string;
  readonly ports: readonly Port[];
  readonly post_start: readonly Hook[];
  readonly pre_start: readonly Hook[];
  readonly pre_stop: readonly Hook[];
  readonly privileged?: boolean;
  readonly profiles: readonly string[];
  readonly provider?: { readonly type: string; readonly options: Named<readonly string[]> };
  readonly pull_policy?: string;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly runtime?: string;
  readonly scale?: number;
  readonly secrets: readonly FileReference[];
  readonly security_opt: readonly string[];
  readonly shm_size?: Bytes;
  readonly stdin_open?: boolean;
  readonly stop_grace_period?: Nanoseconds;
  readonly stop_signal?: string;
  readonly storage_opt: Named<string>;
  readonly sysctls: Named<string>;
  readonly tmpfs: readonly string[];
  readonly tty?: boolean;
  readonly ulimits: Named<Ulimit>;
  readonly use_api_socket?: boolean;
  readonly user?: string;
  readonly userns_mode?: string;
  readonly uts?: string;
  readonly volumes: readonly Mount[];
  readonly volumes_from: readonly string[];
  readonly working_dir?: string;
  /** The `x-` keys as plain data. */
  readonly extensions: Named<unknown>;
}

export interface Dependency {
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
  readonly required: boolean;
  readonly restart: boolean;
}

/** A soft and a hard limit; one number sets both. `-1`: unlimited. */
export interface Ulimit {
  readonly soft: number;
  readonly hard: number;
}

export interface Device {
  readonly source: string;
  readonly target: string;
  readonly permissions: string;
}

export interface Hook {
  readonly command?: readonly string[];
  readonly image?: string;
  readonly user?: string;
  readonly privileged?: boolean;
  readonly working_dir?: string;
  readonly environment: Named<string | null>;
  readonly per_replica?: boolean;
}

export interface Watch {
  readonly path: string;
  readonly action: string;
  readonly target?: string;
  readonly ignore: readonly string[];
  readonly include: readonly string[];
  readonly exec?: Hook;
  readonly initial_sync?: boolean;
}

export interface BlkioConfig {
  readonly weight?: number;
  readonly weight_device: readonly { readonly path: string; readonly weight: number }[];
  readonly device_read_bps: readonly { readonly path: string; readonly rate: Bytes }[];
  readonly device_read_iops: readonly { readonly path: string; readonly rate: number }[];
  readonly device_write_bps: readonly { readonly path: string; readonly rate: Bytes }[];
  readonly device_write_iops: readonly { readonly path: string; readonly rate: number }[];
}
