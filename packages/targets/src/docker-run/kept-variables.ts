import type { LoadResult, Report } from '@transpose/core';
import type { TargetCode } from '../codes.ts';
import type { ContainerPlan } from '../container-plan/types.ts';
import type { KeptVariables, VariableChoice } from '../container-plan/secrets/variables.ts';
import { filledIn } from '../container-plan/secrets/variables.ts';
import type { Ledger } from '../ledger.ts';
import type { OptionValues } from '../target.ts';
import { isHarmless } from '../container-plan/handing-over.ts';
import { isVariableName } from '../shared/shell/shell-word.ts';
import { isByHand, styleOf } from './options.ts';
import { planVariables } from './variables.ts';

/** What stays a variable, and where its value comes from when the script runs. */
interface ScriptVariables extends VariableChoice {
  readonly from: string;
}

/** What `--keep` says: `all`, `none`, or names. What reads no env file keeps no variable unasked. */
export function chosenVariables(values: OptionValues, loaded: LoadResult, report: Report<TargetCode>): ScriptVariables {
  const given = values['keep'];
  const words = (Array.isArray(given) ? given : [given ?? '']).flatMap((word) => String(word).split(/[\s,]+/));
  const names = new Set(words.filter((word) => word !== ''));
  const all = names.has('all') || (names.size === 0 && !isByHand(styleOf(values)));
  for (const name of names) {
    if (['all', 'none'].includes(name) ? names.size > 1 : !isUsed(loaded, name))
      report.add({
        code: 'bad-option',
        message: ['all', 'none'].includes(name)
          ? `--keep ${name}: nothing else can be said beside it`
          : `--keep ${name}: the project has no variable of this name`,
      });
  }
  // The script's variables have names of their own; plain lines and bake files go by those of the environment.
  const ownNames = !isByHand(styleOf(values)) && values['bake'] !== true;
  return {
    wanted: (name) => all || names.has(name),
    sayable: ownNames ? isVariableName : isHarmless,
    from: isByHand(styleOf(values)) ? 'the environment' : 'the environment or an env file',
  };
}

function isUsed({ variables, tree, project }: LoadResult, name: string): boolean {
  return (
    variables.some((variable) => variable.name === name) ||
    filledIn(tree, new Map(), (other) => other === name).length > 0 ||
    [project?.secrets, project?.configs].some((tops) =>
      Object.values(tops ?? {}).some(({ environment }) => environment === name),
    ) ||
    Object.values(project?.services ?? {}).some(({ environment }) => environment[name] === null)
  );
}

/** Tells which variables the script asks for, and which values hold what they were worth when it was made. */
export function reportFilledIn(
  plan: ContainerPlan,
  loaded: LoadResult,
  choice: ScriptVariables,
  kept: KeptVariables,
  ledger: Ledger,
): void {
  for (const { path, names } of filledIn(loaded.tree, kept, choice.wanted)) {
    const taken = names.filter((name) => !choice.sayable(name));
    const why =
      taken.length === names.length
        ? 'shells or engines use the name themselves'
        : 'another value could change the shape of the command';
    ledger.besides(
      path,
      `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} filled in as of now: ${why}.`,
      'convert again when it changes',
    );
  }
  const names = [...planVariables(plan).keys()].sort();
  if (names.length > 0) ledger.note(`The script takes these variables from ${choice.from}: ${names.join(', ')}.`);
}
