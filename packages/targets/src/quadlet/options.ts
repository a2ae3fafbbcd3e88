import type { TargetOption } from '../target.ts';
import { podmanVersionOption } from '../container-plan/engine-options.ts';
import { looseOption, scopeOption, systemdVersionOption } from '../unit-plan/unit-options.ts';

export const options: readonly TargetOption[] = [
  podmanVersionOption,
  scopeOption,
  looseOption,
  systemdVersionOption,
  {
    name: 'pod',
    type: 'flag',
    default: false,
    description: 'Put all services into one pod: they share an address, so that two can not listen on one port.',
  },
];
