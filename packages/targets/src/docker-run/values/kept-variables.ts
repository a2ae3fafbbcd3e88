import type { LoadResult, Report } from '@transpose/core';
import type { TargetCode } from '../../account/codes.ts';
import type { ContainerPlan } from '../../container-plan/types.ts';
import type { KeptVariables, VariableChoice } from '../../container-plan/secrets/variables.ts';
import { staysAt } from '../../container-plan/secrets/variables.ts';
import type { Ledger } from '../../account/ledger.ts';
import { keptByChoice } from '../../shared/variables/choice.ts';
import { filledIn } from '../../shared/variables/filled-in.ts';
import type { OptionValues } from '../../target.ts';
import { isHarmless } from '../../container-plan/handing-over.ts';
import { isVariableName } from '../../shared/shell/shell-word.ts';
import { isByHand, styleOf } from '../options.ts';
import { planVariables } from './variables.ts';

/** What stays a variable, and where its value comes from when the script runs. */
interface ScriptVariables extends VariableChoice {
  readonly from: string;
}

/** What `--keep` says. What reads no env file keeps no variable unasked. */
export function chosenVariables(values: OptionValues, loaded: LoadResult, report: Report<TargetCode>): ScriptVariables {
  const usual = !isByHand(styleOf(values));
  // The script's variables have names of their own; plain lines and bake files go by those of the environment.
  const ownNames = usual && values['bake'] !== true;
  return {
    wanted: keptByChoice(values, loaded, report, usual),
    sayable: ownNames ? isVariableName : isHarmless,
    from: isByHand(styleOf(values)) ? 'the environment' : 'the environment or an env file',
  };
}

/** Tells which variables the script asks for, and which values hold what they were worth when it was made. */
export function reportFilledIn(
  plan: ContainerPlan,
  loaded: LoadResult,
  choice: ScriptVariables,
  kept: KeptVariables,
  ledger: Ledger,
): void {
  for (const { path, names } of filledIn(loaded.tree, (at, name) => !choice.wanted(name) || staysAt(kept, at, name))) {
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
