import type { TargetOption } from '../target.ts';

export const options: readonly TargetOption[] = [
  {
    name: 'engine',
    type: 'string',
    value: 'ENGINE',
    choices: ['docker', 'podman'],
    default: 'docker',
    description: 'The command that runs containers, unless the script is told another.',
  },
  {
    name: 'secrets',
    type: 'string',
    value: 'HOW',
    choices: ['file', 'omit'],
    default: 'file',
    description: 'Where secret values go: into a file of their own beside the script, or nowhere (the file is yours to write).',
  },
];
