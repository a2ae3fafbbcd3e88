import type { Basis } from './basis.ts';
import type { KubernetesContext } from './context.ts';
import { findHosts } from '../hosts/find-hosts.ts';
import { knownPorts } from '../ports/known-ports.ts';
import { nameObjects } from './names.ts';
import { peersOf } from './peers.ts';
import { networkOwner } from '../routes/objects/backend.ts';
import { servedRoutes } from '../routes/served-routes.ts';
import { serviceKind } from '../network/service.ts';
import { workloadKinds } from './workload-kind.ts';

/** What follows from the input alone: names, who reaches whom, ports, peers, kinds of workloads. */
export function deriveContext(basis: Basis): KubernetesContext {
  const names = nameObjects(basis);
  const hosts = findHosts(basis, names);
  const ports = knownPorts(basis, hosts);
  const kinds = workloadKinds(basis, hosts, ports);
  const owners = new Map(basis.pods.emitted.map((service) => [names.service(service.name), service]));
  const known = { ...basis, names, hosts, ports, kinds, owners, peers: peersOf(basis, hosts, kinds) };
  const isReached = (service: string) => serviceKind(known, networkOwner(known, service)) !== 'none';
  return { ...known, routes: servedRoutes(basis, known, isReached) };
}
