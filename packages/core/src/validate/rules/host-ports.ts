import type { Report } from '../../report/report.ts';
import type { Node } from '../../tree/node.ts';
import { isSeq, nodeAt } from '../../tree/node.ts';
import { textAt } from './rule.ts';

interface Publisher {
  readonly name: string;
  readonly index: number;
  readonly port: Node;
  readonly address: string;
}

/** Warns of a port of the host that is published twice: Docker accepts the file, and one of the containers does not start. */
export function hostPorts(services: ReadonlyMap<string, Node>, report: Report): void {
  /** By number and protocol. */
  const published = new Map<string, Publisher[]>();
  for (const [name, service] of services) {
    const ports = nodeAt(service, ['ports']);
    // There the ports are the container's own: what it publishes does not matter.
    if (textAt(service, ['network_mode']) === 'host') continue;
    for (const [index, port] of isSeq(ports) ? ports.items.entries() : []) {
      const number = textAt(port, ['published']);
      // A range lets the engine choose, and 0 does too.
      if (!/^[1-9]\d*$/.test(number)) continue;
      const address = textAt(port, ['host_ip']) || anyAddress;
      const place = `${number}/${textAt(port, ['protocol'])}`;
      const others = published.get(place);
      const publisher = { name, index, port, address };
      if (others) others.push(publisher);
      else published.set(place, [publisher]);
    }
  }
  for (const [place, publishers] of published) warnOfClash(place.replace(/\/.*/, ''), clashing(publishers), report);
}

/** Those that cannot start beside another one, in linear time: addresses are few, and all of one are alike. */
function clashing(publishers: readonly Publisher[]): readonly Publisher[] {
  if (publishers.length < 2) return [];
  const counts = new Map<string, number>();
  for (const { address } of publishers) counts.set(address, (counts.get(address) ?? 0) + 1);
  const addresses = [...counts.keys()];
  const hasAny = (isSix: boolean) => addresses.some((address) => isAny(address) && isSixth(address) === isSix);
  const any = { four: hasAny(false), six: hasAny(true) };
  const ofKind = (isSix: boolean) => publishers.filter(({ address }) => isSixth(address) === isSix).length;
  const total = { four: ofKind(false), six: ofKind(true) };
  return publishers.filter(({ address }) => {
    const kind = isSixth(address) ? 'six' : 'four';
    return (counts.get(address) ?? 0) > 1 || (any[kind] && total[kind] > 1);
  });
}

/** One warning for each port: services that clash over one do so over each other's. */
function warnOfClash(number: string, publishers: readonly Publisher[], report: Report): void {
  const [first, second, ...more] = publishers;
  if (!first || !second) return;
  const names = [...new Set(publishers.map(({ name }) => `"${name}"`))];
  report.add({
    code: 'host-port-twice',
    message:
      names.length === 1
        ? `service ${names[0]} publishes the port ${number} of the host ${publishers.length === 2 ? 'twice' : `${publishers.length} times`}`
        : `services ${names.slice(0, -1).join(', ')} and ${names.at(-1)} publish the same port ${number} of the host`,
    path: ['services', second.name, 'ports', second.index],
    span: second.port.origin.span,
    related: [first, ...more].map(({ name, port }) => ({
      message: `published by "${name}" here`,
      span: port.origin.span,
    })),
  });
}

const anyAddress = '0.0.0.0';

const isSixth = (address: string): boolean => address.includes(':');

/** An address that stands for all of its kind. */
const isAny = (address: string): boolean => address === anyAddress || address === '::';
