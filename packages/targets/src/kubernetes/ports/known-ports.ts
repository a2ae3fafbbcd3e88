import type { Service } from '@transpose/core';
import { portNames } from '../../shared/names/k8s-name.ts';
import type { Basis } from '../facts/basis.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { KnownPort, KnownPorts, PortEvidence } from './known-port.ts';
import { knownImageOf } from '../facts/image-facts.ts';
import { declaredPorts } from './declared.ts';
import type { FoundPort } from './found.ts';
import { imagePorts, observedPorts } from './observed.ts';
import { routedPorts } from './routed.ts';

/**
 * The ports of each service: the union of all evidence, since Docker opens every port between services and a ClusterIP
 * Service only those that it names.
 */
export function knownPorts(basis: Basis, hosts: Hosts): KnownPorts {
  const ports = new Map<string, readonly KnownPort[]>();
  for (const lead of basis.pods.leads) {
    const members = basis.pods.membersOf(lead.name);
    const found = members.map((member) => merged(portsFound(basis, hosts, member)));
    const names = namesOf(found.flat());
    for (const [index, member] of members.entries()) {
      const own = (found[index] ?? []).map((port) => ({ ...port, name: names.get(keyOf(port)) ?? '' }));
      ports.set(member.name, own);
    }
  }
  return { of: (service) => ports.get(service) ?? [] };
}

function portsFound(basis: Basis, hosts: Hosts, service: Service): readonly FoundPort[] {
  const declared = declaredPorts(basis, service);
  return [
    ...declared,
    ...routedPorts(service),
    ...observedPorts(basis, service, hosts),
    ...usualPorts(basis, service, declared),
  ];
}

/**
 * What the image is known to listen on. Declared ports are enough (the admin port of a proxy is not meant for peers), and
 * the image agrees to them; a data store is reached on its own port all the same, when only its user interface is published.
 */
function usualPorts(basis: Basis, service: Service, declared: readonly FoundPort[]): readonly FoundPort[] {
  const ports = imagePorts(basis, service);
  if (declared.length === 0) return ports;
  const own = knownImageOf(basis, service)?.dataStore === true ? ports.slice(0, 1) : [];
  const known = new Set([...declared, ...own].map(keyOf));
  return ports.filter((port) => known.has(keyOf(port)));
}

type MergedPort = Omit<FoundPort, 'evidence'> & { readonly evidence: readonly PortEvidence[] };

function keyOf({ port, protocol }: Pick<FoundPort, 'port' | 'protocol'>): string {
  return `${port}/${protocol}`;
}

/** One entry for each port and protocol, where it was first found; the first name and application protocol count. */
function merged(found: readonly FoundPort[]): readonly MergedPort[] {
  const ports = new Map<string, MergedPort>();
  for (const { evidence, ...port } of found) {
    const known = ports.get(keyOf(port));
    ports.set(keyOf(port), { ...port, ...known, evidence: [...(known?.evidence ?? []), evidence] });
  }
  return [...ports.values()];
}

/** Names are unique in a Pod: containers of several services share it. */
function namesOf(ports: readonly MergedPort[]): ReadonlyMap<string, string> {
  const unique = [...new Map(ports.toReversed().map((port) => [keyOf(port), port])).values()].toReversed();
  const names = portNames(
    unique.map(({ port, protocol, name }) => ({
      target: port,
      protocol: protocol.toLowerCase() as 'tcp' | 'udp' | 'sctp',
      name,
    })),
  );
  return new Map(unique.map((port, index) => [keyOf(port), names[index] ?? '']));
}
