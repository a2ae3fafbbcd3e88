import type { TargetOption } from '../target.ts';

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
    name: 'scope',
    type: 'string',
    value: 'SCOPE',
    choices: ['system', 'user'],
    default: 'system',
    description: 'Whether the units are for the system or for the manager of a user.',
  },
];
