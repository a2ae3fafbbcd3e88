import type { Service } from '@transpose/core';
import type { PlanContext } from '../context.ts';
import type { PullPolicy } from '../types.ts';

/** When the image is fetched or built. */
export function planPull(context: PlanContext, service: Service): PullPolicy {
  switch (service.pull_policy) {
    case 'always':
    case 'never':
    case 'build':
      return service.pull_policy;
    case undefined:
    case '':
    case 'missing':
    case 'if_not_present':
      return 'missing';
    default:
      context.ledger.approximated(
        ['services', service.name, 'pull_policy'],
        'pull',
        'The image is fetched when it is missing; its age is not looked at.',
        'fetch it anew with `pull`',
      );
      return 'missing';
  }
}
