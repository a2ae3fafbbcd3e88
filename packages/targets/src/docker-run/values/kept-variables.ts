import type { LoadResult, Path, Report } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { TargetCode } from '../../account/codes.ts';
import type { ContainerPlan } from '../../container-plan/types.ts';
import type { KeptVariables, VariableChoice } from '../../container-plan/secrets/variables.ts';
import { staysAt } from '../../container-plan/secrets/variables.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import { keptByChoice } from '../../shared/variables/choice.ts';
import type { FilledIn } from '../../shared/variables/filled-in.ts';
import { filledIn } from '../../shared/variables/filled-in.ts';
import { imageBuilders } from '../../shared/images/built-images.ts';
import type { OptionValues } from '../../target.ts';
import { isHarmless } from '../../container-plan/handing-over.ts';
import { isVariableName } from '../../shared/shell/shell-word.ts';
import { isByHand, styleOf } from '../options.ts';
import { planVariables } from './variables.ts';
import type { EngineField } from '../../container-plan/engine-field.ts';

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

/** Variables that cannot stay everywhere, with the first place where they cannot. */
export type ClosedVariables = ReadonlyMap<string, Path>;

/**
 * The variables that stay in some places of a plan and are filled in in others: with another value, the script would be of
 * two minds. They have to be filled in everywhere.
 */
export function closedVariables(loaded: LoadResult, choice: ScriptVariables, kept: KeptVariables): ClosedVariables {
  const closed = new Map<string, Path>();
  const staying = new Set([...kept.values()].flatMap((names) => [...names]));
  for (const { path, names } of reallyFilledIn(loaded, choice, kept))
    for (const name of names)
      if (staying.has(name) && !closed.has(name) && !isExtension(path)) closed.set(name, written(loaded, path));
  return closed;
}

/** The place in the file: the words of a line are at the line. */
function written(loaded: LoadResult, path: Path): Path {
  const [here, around] = [path, path.slice(0, -1)].map((at) => loaded.origins.at(at)?.span);
  return here && around?.start === here.start && around.source === here.source ? path.slice(0, -1) : path;
}

const isExtension = (path: Path): boolean => path.some((key) => String(key).startsWith('x-'));

function reallyFilledIn(loaded: LoadResult, { wanted }: ScriptVariables, kept: KeptVariables): readonly FilledIn[] {
  const builders = loaded.project ? imageBuilders(loaded.project).of : new Map<string, string>();
  return filledIn(
    loaded.tree,
    (at, name) => !wanted(name) || staysAt(kept, at, name) || staysAt(kept, placeOfBuild(loaded, builders, at), name),
  );
}

/** Of equal builds one is run: where a value of it is that is written as the one at a path. */
function placeOfBuild({ origins }: LoadResult, builders: ReadonlyMap<string, string>, path: Path): Path {
  const [top, service, key, ...rest] = path;
  const builder = top === 'services' && key === 'build' ? builders.get(String(service)) : undefined;
  if (builder === undefined) return path;
  const place = [top ?? '', builder, 'build', ...rest];
  return origins.at(place)?.template?.source === origins.at(path)?.template?.source ? place : path;
}

/** Tells which variables the script asks for, and which values hold what they were worth when it was made. */
export function reportFilledIn(
  plan: ContainerPlan,
  loaded: LoadResult,
  choice: ScriptVariables,
  kept: KeptVariables,
  closed: ClosedVariables,
  ledger: CheckedLedger<EngineField>,
): void {
  for (const { path, names } of reallyFilledIn(loaded, choice, kept)) {
    const here = written(loaded, path).join('.');
    const elsewhere = names.flatMap((name) => closed.get(name)?.join('.') ?? []).filter((at) => at !== here);
    const why = names.every((name) => !choice.sayable(name))
      ? 'shells or engines use the name themselves'
      : ['another value could change the shape of the command', ...elsewhere.slice(0, 1)].join(' at ');
    ledger.besides(
      pathTo(path),
      `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} filled in as of now: ${why}.`,
      'convert again when it changes',
    );
  }
  const names = [...planVariables(plan).keys()].sort();
  if (names.length > 0) ledger.note(`The script takes these variables from ${choice.from}: ${names.join(', ')}.`);
}
