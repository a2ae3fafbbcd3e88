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
  {
    name: 'engine',
    type: 'string',
    value: 'ENGINE',
    choices: ['docker', 'podman'],
    default: 'docker',
    description: 'The command that runs containers.',
  },
  scopeOption,
  looseOption,
  systemdVersionOption,
  hostDirectoryOption,
  templateNamesOption,
  secretsOption,
  {
    ...podmanVersionOption,
    description: 'With `--engine podman`: the oldest Podman that has to understand the commands, from 4.3 on.',
  },
  dockerDefaultsOption,
] as const satisfies readonly TargetOption[];
