import type { Service } from '@transpose/core';
import { isAddress } from '../../shared/ip-address.ts';
import type { Basis } from '../context.ts';
import type { HostDirectory } from './directory.ts';
import { fieldOf } from './field-of.ts';
import type { HostText } from './host-texts.ts';

/** The service that has an address by `ipv4_address` or `ipv6_address`, which no Pod of it has. */
export function serviceAt(directory: HostDirectory, address: string): string | undefined {
  const host = directory.shared.get(address.toLowerCase());
  return host?.source === 'address' ? host.services[0] : undefined;
}

/** What is wrong with an address of the project's in the cluster, for people. */
export const addressOf = (address: string, service: string): string =>
  `"${address}" is the address of "${service}" under Docker and no Pod's in the cluster`;

/** As much as can belong to an address of IPv6, which is no token of a name. */
const address6 = /(?<![\w:.])[\da-f]{0,4}:[\da-f:]{1,40}(?![\w:])/gi;

/** Says where a text holds an address of IPv6 that a service has in the project; those of IPv4 are found as names are. */
export function reportAddresses6(
  basis: Basis,
  directory: HostDirectory,
  service: Service,
  { text, path }: HostText,
): void {
  const found = new Set(Array.from(text.matchAll(address6), ([address]) => address).filter(isAddress));
  for (const address of found) {
    const owner = serviceAt(directory, address);
    if (owner === undefined || owner === service.name) continue;
    basis.ledger.approximated(path, fieldOf(path), addressOf(address, owner), `Write "${owner}"`, 'breaks');
  }
}
