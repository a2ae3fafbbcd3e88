import type { NamePlace } from '../../shared/names/host-token.ts';
import type { HostDirectory } from './directory.ts';

/** The service that has an address by `ipv4_address` or `ipv6_address`, which no Pod of it has. */
export function serviceAt(directory: HostDirectory, address: string): string | undefined {
  const host = directory.shared.get(address.toLowerCase());
  return host?.source === 'address' ? host.services[0] : undefined;
}

/** What is wrong with an address of the project's in the cluster, for people; `lines`: where it is in a long text. */
export const addressOf = (address: string, service: string, lines = ''): string =>
  `"${address}"${lines} is the address of "${service}" under Docker and no Pod's in the cluster`;

/** As much as can belong to an address of IPv6, which is not a token of a name. */
const address6 = /(?<![\w:.])[\da-f]{0,4}:[\da-f:]{1,40}(?![\w:])/gi;

/** The places where a text holds an address of IPv6; `written`: those of the project by their text in lower case. */
export function addressPlaces(text: string, written: ReadonlyMap<string, string>): readonly NamePlace[] {
  if (written.size === 0) return [];
  return Array.from(text.matchAll(address6), ({ 0: found, index }) => ({ found, index })).flatMap(
    ({ found, index }): readonly NamePlace[] => {
      const name = written.get(found.toLowerCase());
      return name === undefined ? [] : [{ start: index, end: index + found.length, name, host: 'certain' }];
    },
  );
}
