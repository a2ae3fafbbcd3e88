import type { OptionValues, TargetOption } from '../target.ts';
import { dockerDefaultsOption, podmanVersionOption } from '../container-plan/engine-options.ts';

/** The name of the script. */
export const scriptName = 'run.sh';

const styles = ['script', 'shared', 'short', 'lines'] as const;

/** How a project is written: with all that `docker compose` does, or as a person writes it by hand. */
export type Style = (typeof styles)[number];

export const styleOf = (values: OptionValues): Style => styles.find((one) => one === values['style']) ?? 'script';

/** Whether a style is for reading: its variables are filled in, and it does less than the script. */
export const isByHand = (style: Style): boolean => style === 'short' || style === 'lines';

export const options = [
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
    choices: styles,
    default: 'script',
    description:
      'A script that does what `docker compose` does (`script`, or `shared`: with its functions in a library, once per host), a `short` one with up, down, ps and logs, or plain `docker run` `lines` for reading and pasting.',
  },
  {
    name: 'library',
    type: 'flag',
    description: 'With `--style shared`: write the library as well, which is installed once per host.',
  },
  dockerDefaultsOption,
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
      'Variables of the Compose file that stay variables: all, none, or names (script and shared keep all, short and lines none). What has to be filled in is reported.',
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
] as const satisfies readonly TargetOption[];
