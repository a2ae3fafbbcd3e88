import type { Service } from '@transpose/core';
import { isJoined, parseLink } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { Basis } from '../facts/basis.ts';
import { replicasOf } from '../facts/workload-kind.ts';

/** A name by which Docker's DNS leads to services. */
export interface HostName {
  /** In lower case: DNS ignores case. */
  readonly host: string;
  /** As it is written. */
  readonly text: string;
  readonly services: readonly string[];
  readonly source: 'key' | 'container_name' | 'alias' | 'link' | 'container' | 'hostname' | 'address';
  readonly path: KeyPath;
}

/** Who answers to which name. */
export interface HostDirectory {
  /** What a name means to everybody, by the name in lower case. */
  readonly shared: ReadonlyMap<string, HostName>;
  /** What a name means to one service alone (`links`), by the service, then the name. */
  readonly own: ReadonlyMap<string, ReadonlyMap<string, HostName>>;
  /** What a name means to a service. */
  lookup(service: string, host: string): HostName | undefined;
}

/**
 * Collects all names. Of several services with a claim to a name, the one whose key it is keeps it, then the one whose
 * container is called so; an alias on several services belongs to all of them.
 */
export function hostDirectory(basis: Basis): HostDirectory {
  const shared = new Map<string, HostName>();
  /** The services of aliases that several of them have. */
  const sharing = new Map<string, Set<string>>();
  const reachable = basis.pods.emitted.filter((service) => hasOwnNetwork(basis, service));
  const add = (name: Omit<HostName, 'host' | 'text'>, text: string) => {
    const host = text.toLowerCase();
    const known = shared.get(host);
    if (known === undefined) shared.set(host, { host, text, ...name });
    else if (known.source === 'alias' && name.source === 'alias') {
      const services = sharing.get(host) ?? new Set(known.services);
      for (const service of name.services) services.add(service);
      sharing.set(host, services);
    } else if (!known.services.includes(name.services[0] ?? '')) reportTaken(basis, known, name, text);
  };

  for (const { name } of reachable) add({ services: [name], source: 'key', path: pathTo(['services', name]) }, name);
  for (const { name, container_name: container } of reachable) {
    const path = pathTo(['services', name, 'container_name']);
    if (container !== undefined) add({ services: [name], source: 'container_name', path }, container);
  }
  for (const service of reachable) {
    for (const [network, { aliases }] of Object.entries(service.networks)) {
      for (const [index, alias] of aliases.entries()) {
        const path = pathTo(['services', service.name, 'networks', network, 'aliases', index]);
        add({ services: [service.name], source: 'alias', path }, alias);
      }
    }
  }
  for (const [host, services] of sharing) {
    const known = shared.get(host);
    if (known) shared.set(host, { ...known, services: [...services] });
  }
  const own = linkNames(basis, shared, add);
  for (const service of reachable) addOnMention(basis, service, shared);
  return {
    shared,
    own,
    lookup: (service, host) => own.get(service)?.get(host.toLowerCase()) ?? shared.get(host.toLowerCase()),
  };
}

function hasOwnNetwork(basis: Basis, service: Service): boolean {
  if (service.network_mode === 'none') return false;
  return basis.pods.leadOf(service.name) === service.name || !isJoined(service.network_mode);
}

/** An alias of `links` that all who give it bind to one service is a name for all; others mean something to one service only. */
function linkNames(
  basis: Basis,
  shared: ReadonlyMap<string, HostName>,
  add: (name: Omit<HostName, 'host' | 'text'>, text: string) => void,
): ReadonlyMap<string, ReadonlyMap<string, HostName>> {
  const links = basis.pods.emitted.flatMap((service) =>
    service.links.map((link, index) => {
      const { target, alias } = parseLink(link);
      return {
        by: service.name,
        target,
        host: alias.toLowerCase(),
        alias,
        path: pathTo(['services', service.name, 'links', index]),
      };
    }),
  );
  const targets = new Map<string, Set<string>>();
  for (const { host, target } of links) targets.set(host, (targets.get(host) ?? new Set()).add(target));
  const own = new Map<string, Map<string, HostName>>();
  for (const { by, target, host, alias, path } of links) {
    if (!basis.pods.has(target)) continue;
    const known = shared.get(host);
    const same = known?.services.length === 1 && known.services[0] === target;
    if (same) continue;
    const agreed = targets.get(host)?.size === 1;
    if (agreed && known === undefined) add({ services: [target], source: 'link', path }, alias);
    else {
      const names = own.get(by) ?? new Map<string, HostName>();
      own.set(by, names.set(host, { host, text: alias, services: [target], source: 'link', path }));
    }
  }
  return own;
}

/** Names that count only when somebody uses them: those of containers, and what they are called inside. */
function addOnMention(basis: Basis, service: Service, shared: Map<string, HostName>): void {
  const { name } = service;
  const offer = (source: HostName['source'], text: string, path: KeyPath) => {
    const host = text.toLowerCase();
    if (!shared.has(host)) shared.set(host, { host, text, services: [name], source, path });
  };
  if (service.container_name === undefined) {
    for (let number = 1; number <= Math.min(Math.max(replicasOf(service), 1), 100); number++) {
      offer('container', `${basis.project.name}-${name}-${number}`, pathTo(['services', name]));
      offer('container', `${basis.project.name}_${name}_${number}`, pathTo(['services', name]));
    }
  }
  if (service.hostname !== undefined) offer('hostname', service.hostname, pathTo(['services', name, 'hostname']));
  for (const [network, { ipv4_address: v4, ipv6_address: v6 }] of Object.entries(service.networks)) {
    const path = pathTo(['services', name, 'networks', network]);
    if (v4 !== undefined) offer('address', v4, pathTo([...path, 'ipv4_address']));
    if (v6 !== undefined) offer('address', v6, pathTo([...path, 'ipv6_address']));
  }
}

function reportTaken(basis: Basis, known: HostName, name: Omit<HostName, 'host' | 'text'>, text: string): void {
  const others = known.services.map((service) => `"${service}"`).join(', ');
  basis.ledger.approximated(
    name.path,
    'Service.metadata.name',
    `"${text}" leads to ${others} alone, whose ${known.source === 'key' ? 'key' : 'name'} it is; Docker chooses among all of that name`,
    'Give it a name of its own',
  );
}
