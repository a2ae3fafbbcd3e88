import type { Path, Port, Service } from '@transpose/core';
import type { PlanContext } from './context.ts';
import { text } from './text.ts';
import type { Flag } from './types.ts';

/** `--publish [IP:][PUBLISHED:]TARGET[/PROTOCOL]` per port. */
export function portFlags(context: PlanContext, service: Service): readonly Flag[] {
  return service.ports.map((port, index) => {
    const path = ['services', service.name, 'ports', index];
    if (port.mode !== '' && port.mode !== 'ingress' && port.mode !== 'host') {
      context.ledger.dropped([...path, 'mode'], 'Only Swarm knows modes of publishing.');
    }
    const published = publishedPort(context, service, port, [...path, 'published']);
    return { flag: '--publish', value: text(portText(port, published)), path };
  });
}

/** The port of the host, or the range out of which the engine takes one; none: it takes any. */
function publishedPort(context: PlanContext, service: Service, { published = '' }: Port, path: Path): string {
  const [first = '', last] = published.split('-');
  const ofRange = last !== undefined && context.engine.name === 'docker';
  if (last !== undefined && !ofRange) {
    const difference = `Podman takes no port out of a range, so that it is always ${first}`;
    context.ledger.approximated(path, '--publish', difference, 'Name the port of the host');
  }
  const replicas = service.scale ?? service.deploy?.replicas ?? 1;
  if (replicas > 1 && Number(first) > 0 && !ofRange) {
    const message = `${service.name} has ${replicas} containers, and only one of them can have the port ${first} of the host: the others do not start`;
    context.ledger.note(message, path);
  }
  if (context.engine.name === 'docker') return published;
  return Number(first) === 0 ? '' : first;
}

/** A port as the command line has it. */
function portText(port: Port, published: string): string {
  const host =
    port.host_ip === undefined || port.host_ip === ''
      ? undefined
      : port.host_ip.includes(':')
        ? `[${port.host_ip}]`
        : port.host_ip;
  const target = `${port.target}${port.protocol === '' || port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
  if (host !== undefined) return `${host}:${published}:${target}`;
  return published === '' ? target : `${published}:${target}`;
}
