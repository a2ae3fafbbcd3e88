import type { TargetOption } from '../target.ts';
import { dockerDefaultsOption, podmanVersionOption } from '../container-plan/engine-options.ts';
import {
  hostDirectoryOption,
  looseOption,
  scopeOption,
  secretsOption,
  systemdVersionOption,
  templateNamesOption,
} from '../unit-plan/unit-options.ts';

export const options = [
  podmanVersionOption,
  scopeOption,
  looseOption,
  systemdVersionOption,
  hostDirectoryOption,
  templateNamesOption,
  secretsOption,
  dockerDefaultsOption,
  {
    name: 'pod',
    type: 'flag',
    default: false,
    description: 'Put all services into one pod: they share an address, so that two cannot listen on one port.',
  },
  {
    name: 'auto-update',
    type: 'string',
    value: 'FROM',
    choices: ['registry', 'local'],
    description: 'Let `podman auto-update` restart containers with newer images of the registry, or of this machine.',
  },
  {
    name: 'compose-labels',
    type: 'flag',
    default: false,
    description: 'Give containers, networks and volumes the labels of Docker Compose.',
  },
  {
    name: 'single-file',
    type: 'flag',
    default: false,
    description: 'Also write all Quadlet files as one, for `podman quadlet install` (Podman 5.8).',
  },
] as const satisfies readonly TargetOption[];
