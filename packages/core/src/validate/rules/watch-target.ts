import { isSeq, nodeAt } from '../../tree/node.ts';
import type { ServiceRule } from './rule.ts';
import { placeOf, textAt } from './rule.ts';

/** What copies files says where to. */
export const watchTarget: ServiceRule = ({ service, path, report }) => {
  const watches = nodeAt(service, ['develop', 'watch']);
  for (const [index, watch] of isSeq(watches) ? watches.items.entries() : []) {
    const action = textAt(watch, ['action']);
    if (textAt(watch, ['target']) !== '' || action === 'rebuild' || action === 'restart') continue;
    report.add({
      code: 'missing-key',
      message: `the action "${action}" needs a \`target\``,
      path: [...path, 'develop', 'watch', index, 'target'],
      span: placeOf(watch),
    });
  }
};
