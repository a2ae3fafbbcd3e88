import { isMap } from '../../tree/node.ts';
import type { ServiceRule } from './rule.ts';
import { placeOf, textAt } from './rule.ts';

/** A service with a network mode joins no networks. */
export const networkMode: ServiceRule = ({ name, service, path, report }) => {
  const mode = service.entries.get('network_mode');
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
