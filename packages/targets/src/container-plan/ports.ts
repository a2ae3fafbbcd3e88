import type { Port, Service } from '@transpose/core';
import type { PlanContext } from './context.ts';
import { userText } from './context.ts';
import type { Flag } from './types.ts';

/** `--publish [IP:][PUBLISHED:]TARGET[/PROTOCOL]` per port. */
export function portFlags(context: PlanContext, service: Service): readonly Flag[] {
  return service.ports.map((port, index) => {
    const path = ['services', service.name, 'ports', index];
    if (port.mode !== '' && port.mode !== 'ingress' && port.mode !== 'host') {
      context.ledger.dropped([...path, 'mode'], 'Only Swarm knows modes of publishing.');
    }
    return { flag: '--publish', value: userText(context, path, portText(port)), path };
  });
}

/** A port as the command line has it. */
function portText(port: Port): string {
  const host =
    port.host_ip === undefined || port.host_ip === ''
      ? undefined
      : port.host_ip.includes(':')
        ? `[${port.host_ip}]`
        : port.host_ip;
  const published = port.published ?? '';
  const target = `${port.target}${port.protocol === '' || port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
  if (host !== undefined) return `${host}:${published}:${target}`;
  return published === '' ? target : `${published}:${target}`;
}
