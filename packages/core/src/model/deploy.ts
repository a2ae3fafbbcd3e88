import type { Bytes, Named, Nanoseconds } from './values.ts';

/** Source: Compose Deploy Specification. */
export interface Deploy {
  readonly mode?: string;
  readonly endpoint_mode?: string;
  readonly replicas?: number;
  readonly labels: Named<string>;
  readonly update_config?: UpdateConfig;
  readonly rollback_config?: UpdateConfig;
  readonly resources: Resources;
  readonly restart_policy?: RestartPolicy;
  readonly placement: Placement;
}

export interface UpdateConfig {
  readonly parallelism?: number;
  readonly delay?: Nanoseconds;
  readonly failure_action?: string;
  readonly monitor?: Nanoseconds;
  readonly max_failure_ratio?: number;
  readonly order?: string;
}

export interface Resources {
  readonly limits?: { readonly cpus?: number; readonly memory?: Bytes; readonly pids?: number };
  readonly reservations?: {
    readonly cpus?: number;
    readonly memory?: Bytes;
    readonly devices: readonly DeviceRequest[];
    readonly generic_resources: readonly { readonly kind?: string; readonly value?: number }[];
  };
}

/** A request for devices such as GPUs (`gpus`, `deploy.resources.reservations.devices`). */
export interface DeviceRequest {
  readonly capabilities: readonly string[];
  readonly driver?: string;
  /** -1: all. */
  readonly count?: number;
  readonly device_ids: readonly string[];
  readonly options: Named<string>;
}

export interface RestartPolicy {
  readonly condition?: string;
  readonly delay?: Nanoseconds;
  readonly max_attempts?: number;
  readonly window?: Nanoseconds;
}

export interface Placement {
  readonly constraints: readonly string[];
  readonly preferences: readonly { readonly spread?: string }[];
  readonly max_replicas_per_node?: number;
}
