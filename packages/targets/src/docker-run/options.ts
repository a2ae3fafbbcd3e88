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
    name: 'style',
    type: 'string',
    value: 'STYLE',
    choices: ['script', 'lines'],
    default: 'script',
    description: 'A script that does what `docker compose` does, or plain `docker run` lines for reading and pasting.',
  },
  {
    name: 'docker-defaults',
    type: 'flag',
    description:
      "With `--engine podman`: Docker's capabilities and no limit of processes, instead of Podman's defaults.",
  },
  {
    name: 'bake',
    type: 'flag',
    description: 'Write a bake file beside the script, and build with `docker buildx bake`.',
  },
  {
    name: 'keep',
    type: 'list',
    value: 'NAME',
    description:
      'Variables of the Compose file that stay variables: all, none, or names (a script keeps all, plain lines none). What has to be filled in is reported.',
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
