import type { BuildPlan, ContainerPlan } from '../../container-plan/types.ts';
import { before, commandOf, fillFor, inEnvironment, optionWords, word } from '../script/command-words.ts';

/** The command that builds an image. */
export function buildLine(plan: ContainerPlan, build: BuildPlan, indent = ''): string {
  const fill = fillFor(plan, '');
  const args = inEnvironment(build.args, fill, '--build-arg');
  const secrets = inEnvironment(
    build.secrets.filter(({ value }) => value !== null),
    fill,
  );
  const line = commandOf(
    [
      [plan.engine.name, 'build'],
      ...args.options,
      ...build.flags.map((flag) => optionWords(flag, fill)),
      [word(fill(build.context))],
    ],
    indent,
  );
  const piped = build.inline === undefined ? '' : `printf %s ${word(fill(build.inline))} | `;
  return `${piped}${before({ ...args, assigned: [...args.assigned, ...secrets.assigned] }, indent)}${line}`;
}
