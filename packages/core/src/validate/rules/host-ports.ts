import type { Report } from '../../report.ts';
import type { Node } from '../../tree/node.ts';
import { isSeq, nodeAt } from '../../tree/node.ts';
import { textAt } from './rule.ts';

/** Warns of a port of the host that two services publish: Docker accepts the file, and one of them does not start. */
export function hostPorts(services: ReadonlyMap<string, Node>, report: Report): void {
  const published = new Map<string, { readonly name: string; readonly port: Node }>();
  for (const [name, service] of services) {
    const ports = nodeAt(service, ['ports']);
    for (const [index, port] of isSeq(ports) ? ports.items.entries() : []) {
      const number = textAt(port, ['published']);
      // A range lets the engine choose, and 0 does too.
      if (!/^[1-9]\d*$/.test(number)) continue;
      const address = textAt(port, ['host_ip']) || '0.0.0.0';
      const place = `${address} ${number}/${textAt(port, ['protocol'])}`;
      const other = published.get(place);
      if (!other) {
        published.set(place, { name, port });
        continue;
      }
      report.add({
        code: 'host-port-twice',
        message: `services "${other.name}" and "${name}" publish the same port ${number} of the host`,
        path: ['services', name, 'ports', index],
        span: port.origin.span,
        related: [{ message: `published by "${other.name}" here`, span: other.port.origin.span }],
      });
    }
  }
}
