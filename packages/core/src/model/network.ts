import type { Named } from './values.ts';

/** How a service joins a network. Source: Compose Services, `networks`. */
export interface NetworkAttachment {
  readonly aliases: readonly string[];
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
  readonly link_local_ips: readonly string[];
  readonly mac_address?: string;
  readonly driver_opts: Named<string>;
  readonly priority?: number;
  readonly gw_priority?: number;
  readonly interface_name?: string;
}
