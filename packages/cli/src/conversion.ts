import type { Diagnostic, LoadResult } from '@transpose/core';
import { absolutePath, nearestName, withoutRepeats } from '@transpose/core';
import type { ConversionResult, Layout, LoadedVariation, OptionValues, Target } from '@transpose/targets';
import { convert, targetNamed, targets } from '@transpose/targets';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { VariationOptions } from './variations.ts';
import { repeatable } from './project-options.ts';
import type { ImagesOptions } from './images/images-option.ts';
import { imagesOption, loadedProject } from './images/images-option.ts';
import type { Surroundings } from './surroundings.ts';
import { helpWidth } from './surroundings.ts';
import type { HasOptions } from './target-options.ts';
import { addTargetHelp, addTargetOptions, targetOptionValues } from './target-options.ts';
import { isTemplateDirectory, templates, templatesIn } from './template-directory.ts';
import { UsageError } from './usage-error.ts';
import { addVariationOptions, loadVariations } from './variations.ts';

/** The options that `convert` and `check` share. */
export interface ConversionOptions extends VariationOptions, ImagesOptions {
  readonly target?: string;
  readonly strict?: boolean;
  readonly strictAll?: boolean;
}

export const defaultTarget = 'kubernetes';

export function addConversionOptions(command: Command): Command {
  return addVariationOptions(command)
    .addOption(
      new Option(
        '-t, --target <TARGET>',
        `format to write: transpose targets, or ./DIR of templates (default: ${defaultTarget})`,
      ),
    )
    .addOption(allowReadOption())
    .addOption(imagesOption())
    .addOption(new Option('--strict', 'exit code 3 when something is lost, --strict=all: or approximated'))
    .addOption(new Option('--strict-all').hideHelp())
    .addOption(new Option('--each', 'all projects in and below the directories that are given (default: .)'));
}

/** What has options of its own: the targets, and directories of templates. */
const optionOwners = ({ plugIns }: Surroundings): readonly HasOptions[] => [
  ...targets,
  templates,
  ...[...(plugIns?.targets ?? [])].map(([name, target]) => ({ ...target, name })),
];

/** Flags for the options of all targets; their help is in that of `convert`. */
export function addOptionsOfTargets(command: Command, words: readonly string[], around: Surroundings): void {
  // They are a hundred, all of the form --name, and none is in most command lines.
  const mayBeAsked = words.some((word) => word.startsWith('--') || ['__complete', 'config-schema'].includes(word));
  if (mayBeAsked || around.plugIns) addTargetOptions(command, optionOwners(around));
}

export function addHelpOfTargets(command: Command, around: Surroundings): void {
  addTargetHelp(command, optionOwners(around), defaultTarget, helpWidth(around));
}

/** The values that the command line gives for the options of some targets. */
export function optionsOfTargets(
  command: Command,
  chosen: readonly Target[],
  around: Surroundings,
): ReadonlyMap<Target, OptionValues> {
  return targetOptionValues(command, chosen, optionOwners(around));
}

export function allowReadOption(): Option {
  return repeatable('--allow-read <PATH>', 'read files outside the project directory too (repeatable)');
}

export interface Converted {
  readonly target: Target;
  readonly loaded: LoadResult;
  /** Undefined when the load failed. */
  readonly result: ConversionResult | undefined;
  /** Those of the load and of the conversion. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether there is an error among them. */
  readonly failed: boolean;
}

/** Loads the project and converts it to a target, as the command line says. */
export function convertProject(
  around: Surroundings,
  command: Command,
  options: ConversionOptions,
  services: readonly string[],
  target: Target,
  layout: Layout,
  salt?: string,
): Converted {
  const values = optionsOfTargets(command, [target], around).get(target) ?? {};
  const loaded = loadedProject(around, options, services);
  const others = loaded.project && loadVariations(around, options, services, target, loaded);
  const loads = others ? withoutRepeats([...loaded.diagnostics, ...others.diagnostics]) : loaded.diagnostics;
  const result =
    others && !hasErrors(loads)
      ? convertLoaded(around, loaded, target, values, layout, options, salt, others.variations)
      : undefined;
  const diagnostics = [...loads, ...(result?.diagnostics ?? [])];
  return { target, loaded, result, diagnostics, failed: hasErrors(diagnostics) };
}

const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** Converts a project that was loaded without errors. */
export function convertLoaded(
  { host }: Surroundings,
  loaded: LoadResult,
  target: Target,
  options: OptionValues,
  layout: Layout,
  { allowRead = [], imageRecords }: ImagesOptions,
  salt?: string,
  variations: readonly LoadedVariation[] = [],
): ConversionResult {
  return convert({
    host,
    loaded,
    target,
    variations,
    options,
    layout,
    allowRead: allowRead.map((path) => absolutePath(host, path)),
    ...(imageRecords && { images: imageRecords }),
    ...(salt === undefined ? {} : { salt }),
  });
}

/** Goes on with targets by their names, and with the templates of directories (`./my-templates`) once they are loaded. */
export function withTargets(
  { host, plugIns }: Surroundings,
  names: readonly (string | undefined)[],
  goOn: (targets: readonly Target[]) => ExitCode | Promise<ExitCode>,
): ExitCode | Promise<ExitCode> {
  const loaded = names.map(
    (name) => plugIns?.targets.get(name ?? '') ?? (isTemplateDirectory(name) ? name : targetOf(name)),
  );
  const ready = loaded.filter((one) => typeof one !== 'string');
  if (ready.length === loaded.length) return goOn(ready);
  return Promise.all(loaded.map(async (one) => (typeof one === 'string' ? templatesIn(host, one) : one))).then(goOn);
}

/** The same with one. */
export function withTarget(
  around: Surroundings,
  name: string | undefined,
  goOn: (target: Target) => ExitCode | Promise<ExitCode>,
): ExitCode | Promise<ExitCode> {
  return withTargets(around, [name], ([target]) => goOn(target ?? targetOf()));
}

/** The target of that name. */
export function targetOf(name: string = defaultTarget): Target {
  const target = targetNamed(name);
  if (target) return target;
  const names = targets.map((one) => one.name);
  const near = nearestName(name, names);
  throw new UsageError(
    `there is no target "${name}"${near === undefined ? '.' : `; did you mean ${near}?`} There are ${names.join(', ')}, ` +
      `directories of templates (./${name}), and your own: ./FILE.mjs, package:NAME, exec:PROGRAM`,
  );
}

export function strictnessOf({ strict, strictAll }: ConversionOptions): 'lost' | 'all' | undefined {
  return strictAll ? 'all' : strict ? 'lost' : undefined;
}
