import type { Service } from '@transpose/core';
import type { ServedRoutes } from '../routes/served-routes.ts';
import type { Basis } from './basis.ts';
import type { Peers } from './peers.ts';
import type { WorkloadKind } from '../objects/objects.ts';
import type { ObjectNames } from './names.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { KnownPorts } from '../ports/known-port.ts';

/** All that the makers of objects share. */
export interface KubernetesContext extends Basis {
  readonly names: ObjectNames;
  readonly hosts: Hosts;
  readonly ports: KnownPorts;
  readonly peers: Peers;
  /** The routes that become objects. */
  readonly routes: ServedRoutes;
  /** The services that become containers, by the name of their container and their objects. */
  readonly owners: ReadonlyMap<string, Service>;
  /** The kind of workload of each lead. */
  readonly kinds: ReadonlyMap<string, WorkloadKind>;
}
