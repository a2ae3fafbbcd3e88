import { isMap, isSeq } from '../../tree/node.ts';
import type { ServiceRule } from './rule.ts';
import { placeOf, textAt } from './rule.ts';

/** A service with a network mode joins no networks, and with that of the host it publishes no ports. */
export const networkMode: ServiceRule = ({ name, service, path, report }) => {
  const mode = service.entries.get('network_mode');
  const ports = service.entries.get('ports');
  if (textAt(service, ['network_mode']) === 'host' && isSeq(ports) && ports.items.length > 0) {
    report.add({
      code: 'no-effect',
      message: `service "${name}" is in the network of the host, where \`ports\` have no effect`,
      path: [...path, 'ports'],
      span: placeOf(ports),
      ...(mode ? { related: [{ message: 'the network mode', span: placeOf(mode) }] } : {}),
      hint: 'remove `ports`: the container has the ports of the host',
    });
  }
  const networks = service.entries.get('networks');
  if (!mode || textAt(service, ['network_mode']) === '' || !isMap(networks) || networks.entries.size === 0) return;
  report.add({
    code: 'conflict',
    message: `service "${name}" has mutually exclusive \`network_mode\` and \`networks\``,
    path: [...path, 'network_mode'],
    span: placeOf(mode),
    related: [{ message: 'the networks', span: placeOf(networks) }],
    hint: 'keep one of them',
  });
};
