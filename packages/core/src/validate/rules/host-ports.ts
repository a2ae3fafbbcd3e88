import type { Report } from '../../report.ts';
import type { Node } from '../../tree/node.ts';
import { isSeq, nodeAt } from '../../tree/node.ts';
import { textAt } from './rule.ts';

interface Publisher {
  readonly name: string;
  readonly port: Node;
  readonly address: string;
}

/** Warns of a port of the host that is published twice: Docker accepts the file, and one of the containers does not start. */
export function hostPorts(services: ReadonlyMap<string, Node>, report: Report): void {
  /** By number and protocol; of each address one. */
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
      const others = published.get(place) ?? [];
      const other = others.find((one) => overlap(one.address, address));
      if (!others.some((one) => one.address === address)) published.set(place, [...others, { name, port, address }]);
      if (!other) continue;
      report.add({
        code: 'host-port-twice',
        message:
          other.name === name
            ? `service "${name}" publishes the port ${number} of the host twice`
            : `services "${other.name}" and "${name}" publish the same port ${number} of the host`,
        path: ['services', name, 'ports', index],
        span: port.origin.span,
        related: [{ message: `published by "${other.name}" here`, span: other.port.origin.span }],
      });
    }
  }
}

const anyAddress = '0.0.0.0';

/** Whether two addresses cannot both have a port: one that stands for all takes those of its kind. */
function overlap(one: string, other: string): boolean {
  if (one === other) return true;
  const isSix = (address: string): boolean => address.includes(':');
  const isAny = (address: string): boolean => address === anyAddress || address === '::';
  return isSix(one) === isSix(other) && (isAny(one) || isAny(other));
}
