import type { TargetOption } from '../target.ts';
import { podmanVersionOption } from '../container-plan/engine-options.ts';

export const options: readonly TargetOption[] = [
  {
    name: 'engine',
    type: 'string',
    value: 'ENGINE',
    choices: ['docker', 'podman'],
    default: 'docker',
    description: 'The command that runs containers.',
  },
  {
    ...podmanVersionOption,
    description: 'With `--engine podman`: the oldest Podman that has to understand the commands, from 4.3 on.',
  },
  {
    name: 'keep',
    type: 'list',
    value: 'NAME',
    description:
      'Variables of the Compose file that stay variables in the script: all (as without it), none, or names. What has to be filled in is reported.',
  },
  {
    name: 'secrets',
    type: 'string',
    value: 'HOW',
    choices: ['file', 'omit', 'plain'],
    default: 'file',
    description:
      'Where secret values go: into a file of their own beside the script, nowhere (the file is yours to write), or into the script.',
  },
];
