import type { Service } from '@transpose/core';
import type { Basis } from './basis.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { KubernetesContext } from './context.ts';
import type { WorkloadKind } from '../objects/objects.ts';
import { circlesOf } from '../../shared/graph/circles.ts';
import { listed } from '../objects/listed.ts';

/** Services that reach each other in a circle: their Services lead to Pods that are not ready, too. */
export interface Peers {
  readonly groups: readonly (readonly string[])[];
  has(service: string): boolean;
}

/**
 * Services of which each reaches all others by name, or that run one program and name each other (`etcd1`, `etcd2`; the
 * first node of a Consul cluster, which the others join), where any of them has a healthcheck. Their health may need the others, and Docker's names lead to
 * containers whatever their health.
 */
export function peersOf(basis: Basis, hosts: Hosts, kinds: ReadonlyMap<string, WorkloadKind>): Peers {
  const services = basis.pods.emitted;
  const reached = new Map(services.map(({ name }) => [name, new Set<string>()]));
  for (const { name } of services) {
    for (const by of hosts.namedBy(name)) {
      reached.get(by)?.add(name);
      const naming = basis.project.services[by];
      // A Job that starts as soon as the service runs may be what makes it healthy.
      const prepares = kinds.get(by) === 'Job' && naming?.depends_on[name]?.condition === 'service_started';
      const member = kinds.get(by) !== 'Job' && sameProgram(naming, basis.project.services[name]);
      if (prepares || member) reached.get(name)?.add(by);
    }
  }
  const circles = circlesOf(
    services.map(({ name }) => name),
    reached,
  );
  const groups = circles.filter((names) => names.some((name) => hasTest(basis.project.services[name])));
  const all = new Set(groups.flat());
  return { groups, has: (service) => all.has(service) };
}

function hasTest(service: Service | undefined): boolean {
  return service?.healthcheck?.test !== undefined;
}

/** One image with one command: members of a cluster, and not a web server and a worker that share an image. */
export function sameProgram(one: Service | undefined, other: Service | undefined): boolean {
  const program = (service: Service | undefined) => [...(service?.entrypoint ?? []), ...(service?.command ?? [])][0];
  return (
    one?.image !== undefined && one.image.repository === other?.image?.repository && program(one) === program(other)
  );
}

/** Says what the Services of peers do. */
export function reportPeers({ ledger, peers }: KubernetesContext): void {
  for (const group of peers.groups) {
    ledger.note(
      `${listed(group)} reach each other: their Services lead to Pods that are not ready, too, as Docker's names do ` +
        '(publishNotReadyAddresses), and Pods that depend on their health wait for the rollout',
    );
  }
}
