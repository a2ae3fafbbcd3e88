import type { Service } from '@transpose/core';
import type { Basis, Hosts, KubernetesContext, Peers, WorkloadKind } from './context.ts';
import { listed } from './listed.ts';

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
  const reach = new Map(services.map(({ name }) => [name, everythingFrom(name, reached)]));
  const groups: string[][] = [];
  for (const { name } of services) {
    if (groups.some((group) => group.includes(name))) continue;
    const peers = services.filter((other) => reach.get(name)?.has(other.name) && reach.get(other.name)?.has(name));
    if (peers.length > 1 && peers.some(hasTest)) groups.push(peers.map((peer) => peer.name));
  }
  const all = new Set(groups.flat());
  return { groups, has: (service) => all.has(service) };
}

function hasTest({ healthcheck }: Service): boolean {
  return healthcheck?.test !== undefined;
}

/** One image with one command: members of a cluster, and not a web server and a worker that share an image. */
function sameProgram(one: Service | undefined, other: Service | undefined): boolean {
  const program = (service: Service | undefined) => [...(service?.entrypoint ?? []), ...(service?.command ?? [])][0];
  return (
    one?.image !== undefined && one.image.repository === other?.image?.repository && program(one) === program(other)
  );
}

/** What is reached from a service, over others too; itself only by a way back. */
function everythingFrom(name: string, reached: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set(reached.get(name));
  // What is added while a set is gone through is visited too.
  for (const next of found) for (const further of reached.get(next) ?? []) found.add(further);
  return found;
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
