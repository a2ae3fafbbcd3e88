import type { Named } from './values.ts';

/** A top-level network. `name` is the real one on the engine: `PROJECT_KEY`, unless it says another. */
export interface Network {
  readonly name: string;
  readonly external: boolean;
  readonly driver?: string;
  readonly driver_opts: Named<string>;
  readonly ipam: Ipam;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly enable_ipv4?: boolean;
  readonly enable_ipv6?: boolean;
  readonly labels: Named<string>;
}

export interface Ipam {
  readonly driver?: string;
  readonly config: readonly IpamPool[];
  readonly options: Named<string>;
}

export interface IpamPool {
  readonly subnet?: string;
  readonly ip_range?: string;
  readonly gateway?: string;
  readonly aux_addresses: Named<string>;
}

/** A top-level volume. */
export interface Volume {
  readonly name: string;
  readonly external: boolean;
  readonly driver?: string;
  readonly driver_opts: Named<string>;
  readonly labels: Named<string>;
  /** The `x-` keys. */
  readonly extensions: Named<unknown>;
}

/** A top-level secret: its value is that of a file (absolute path), of an environment variable, or lies elsewhere. */
export interface Secret {
  readonly name: string;
  readonly external: boolean;
  readonly file?: string;
  readonly environment?: string;
  readonly driver?: string;
  readonly driver_opts: Named<string>;
  readonly labels: Named<string>;
  readonly template_driver?: string;
}

/** A top-level config. */
export interface Config {
  readonly name: string;
  readonly external: boolean;
  readonly file?: string;
  readonly environment?: string;
  readonly content?: string;
  readonly labels: Named<string>;
  readonly template_driver?: string;
}

/** A top-level model (`models`). */
export interface Model {
  readonly name?: string;
  readonly model: string;
  readonly context_size?: number;
  readonly runtime_flags: readonly string[];
}

/** The use of a secret or config by a service or build. */
export interface FileReference {
  /** Key of the top-level secret or config. */
  readonly source: string;
  /** Path in the container. Secrets of services always have one; configs default to `/SOURCE`. */
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  /** Permission bits, e.g. 0o440. */
  readonly mode?: number;
}
