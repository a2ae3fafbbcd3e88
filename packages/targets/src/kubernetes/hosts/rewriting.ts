import { pathText } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { grouped } from '../../shared/grouped.ts';
import { isDns1035Label } from '../../shared/names/k8s-name.ts';
import type { NamePlace } from '../../shared/names/host-token.ts';
import { namePlaces, replaceNames } from '../../shared/names/host-token.ts';
import type { Basis } from '../facts/basis.ts';
import type { ClusterNames } from './aliases.ts';
import type { HostDirectory, HostName } from './directory.ts';
import { fieldOf } from './field-of.ts';
import type { HostText } from './host-texts.ts';
import { textContext } from './host-texts.ts';
import { addressOf, addressPlaces } from './static-addresses.ts';

/** Names of Docker's that do not resolve in the cluster as they are written, and what becomes of texts that hold them. */
export interface HostRewriter {
  /**
   * A text of a service with the names that can be no Service's written as the cluster knows them, where the place is
   * certainly that of a host. Said to the ledger once for each path, however often it is asked.
   */
  rewrite(service: string, text: string, path: KeyPath): string;
  /** Says where such names are left as they are written. To be called once for each text. */
  reportLeft(service: string, text: HostText): void;
}

export function hostRewriter(basis: Basis, directory: HostDirectory, nameOf: ClusterNames['nameOf']): HostRewriter {
  const unresolved = (hosts: Iterable<HostName>) =>
    Array.from(hosts, (host) => [host.text, host] as const).filter(([, host]) => nameOf(host) !== host.host);
  const shared = new Map(unresolved(directory.shared.values()));
  const own = new Map(Array.from(directory.own, ([service, names]) => [service, new Map(unresolved(names.values()))]));
  const addresses6 = new Map(
    [...shared.values()].flatMap(({ host, text, source }) =>
      source === 'address' && text.includes(':') ? [[host, text] as const] : [],
    ),
  );
  const hostOf = (service: string, name: string) => own.get(service)?.get(name) ?? shared.get(name);
  const placesIn = (service: string, { text, path }: HostText) => {
    const known = basis.project.services[service];
    if ((shared.size === 0 && !own.has(service)) || !known) return { written: [], left: [] };
    const named = namePlaces(text, (name) => hostOf(service, name) !== undefined, textContext(known, path));
    const addresses = addressPlaces(text, addresses6);
    const places =
      addresses.length === 0 ? named : [...named, ...addresses].toSorted((one, other) => one.start - other.start);
    const isWritten = ({ name, host }: NamePlace) => host === 'certain' && isRewritable(hostOf(service, name));
    return { written: places.filter(isWritten), left: places.filter((place) => !isWritten(place)) };
  };
  const newName = (service: string, name: string): string => {
    const host = hostOf(service, name);
    return host === undefined ? name : nameOf(host);
  };
  const reported = new Set<string>();
  return {
    rewrite(service, text, path) {
      const { written } = placesIn(service, { text, path });
      if (written.length === 0) return text;
      const key = pathText(path);
      if (!reported.has(key)) {
        reported.add(key);
        const pairs = new Set(written.map(({ name }) => `"${name}" is written "${newName(service, name)}"`));
        const difference = `${[...pairs].join(', ')}: the name by which the service is reached in the cluster`;
        basis.ledger.approximated(path, fieldOf(path), difference, undefined, 'differs');
      }
      return replaceNames(text, written, (name) => newName(service, name));
    },
    reportLeft(service, { text, path }) {
      const { left } = placesIn(service, { text, path });
      const lineOf = lineNumbers(text, left);
      for (const [name, places] of grouped(left, (place) => place.name)) {
        const host = hostOf(service, name);
        if (!host) continue;
        const certain = places.some((place) => place.host === 'certain');
        const lines = text.includes('\n') ? ` (${lineList(places.map((place) => lineOf.get(place) ?? 1))})` : '';
        reportLeft(basis, path, { name, host, to: nameOf(host), certain, lines });
      }
    },
  };
}

/** Names with dots are public ones in most texts, addresses are not names, and what can be a Service is none of our business. */
function isRewritable(host: HostName | undefined): boolean {
  return host !== undefined && host.source !== 'address' && !host.text.includes('.') && !isDns1035Label(host.host);
}

interface Left {
  readonly name: string;
  readonly host: HostName;
  readonly to: string;
  readonly certain: boolean;
  readonly lines: string;
}

function reportLeft({ ledger }: Basis, path: KeyPath, { name, host, to, certain, lines }: Left): void {
  if (host.source === 'address') {
    ledger.approximated(path, fieldOf(path), addressOf(name, host.services[0] ?? '', lines), `Write "${to}"`, 'breaks');
  } else if (certain) {
    ledger.approximated(
      path,
      fieldOf(path),
      `"${name}"${lines} is kept as it is written; as a host of the cluster it does not resolve, "${to}" does`,
      `Write "${to}", or give "${name}" an address by DNS or extra_hosts`,
      isPublicName(name) ? 'differs' : 'breaks',
    );
  } else if (name.includes('.')) {
    ledger.note(
      `"${name}"${lines} is kept as it is written; as a host of the cluster it does not resolve, "${to}" does`,
      path,
    );
  } else {
    ledger.note(`"${name}"${lines} is left as it is written. Where it is meant as a host, write "${to}"`, path);
  }
}

/** Endings of names that DNS may know outside the project: countries, and the common ones of others. */
const publicEnding = /\.(?:[a-z]{2}|com|net|org|info|biz|edu|gov|dev|app|cloud|online|site|tech|xyz)$/i;

/** Whether a name may be known outside the project: `auth.acme.com` is, `xmpp.meet.jitsi` and `wazuh.indexer` are not. */
function isPublicName(name: string): boolean {
  return publicEnding.test(name);
}

/** The line of each of some places of a text, which are in its order. */
function lineNumbers(text: string, places: readonly NamePlace[]): ReadonlyMap<NamePlace, number> {
  const lines = new Map<NamePlace, number>();
  let line = 1;
  let end = text.indexOf('\n');
  for (const place of places) {
    for (; end >= 0 && end < place.start; end = text.indexOf('\n', end + 1)) line += 1;
    lines.set(place, line);
  }
  return lines;
}

/** `line 4`, `lines 4 and 9`. */
function lineList(lines: readonly number[]): string {
  const numbers = [...new Set(lines)];
  return numbers.length === 1 ? `line ${numbers[0]}` : `lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
