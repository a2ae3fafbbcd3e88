import type { OptionValues, Target, TargetOption } from '@transpose/targets';
import type { Command } from 'commander';
import { Option } from 'commander';
import { tableLines } from './print/table.ts';
import { repeatable } from './project-options.ts';
import { UsageError } from './usage-error.ts';

/** What has options of its own: a target, or directories of templates. */
export type HasOptions = Pick<Target, 'name' | 'options' | 'variations'>;

/**
 * Adds a flag per option of the targets. Targets that have an option of one name share its flag, so the flags are left
 * out of the usual help.
 */
export function addTargetOptions(command: Command, targets: readonly HasOptions[]): void {
  // An option of the command itself goes first.
  const added = new Set(command.options.map((option) => option.name()));
  for (const option of targets.flatMap((target) => target.options)) {
    if (added.has(option.name)) continue;
    added.add(option.name);
    command.addOption(flagFor(option).hideHelp());
  }
}

/**
 * Lists the options of the target that `-t` names below the usual help, else those of the usual one; with `--all` those
 * of all targets. A help of four screens hides what it says.
 */
export function addTargetHelp(command: Command, targets: readonly HasOptions[], usual: string, width: number): void {
  command.addOption(new Option('--all').hideHelp()).addHelpText('after', () => {
    const { target: wanted = usual, all = false } = command.opts<{ target?: string; all?: boolean }>();
    // All directories of templates have the options of one.
    const named = targets.filter(({ name }) => name === wanted);
    const chosen = named.length > 0 ? named : targets.filter(({ name }) => name === './DIR' && wanted.includes('/'));
    const shown = all || chosen.length === 0 ? targets : chosen;
    const others = targets.filter((target) => !shown.includes(target)).map(({ name }) => `-t ${name}`);
    return [
      ...shown.map((target) => targetHelp(target, width)),
      ...(others.length === 0 ? [] : ['', `More options: --help with ${others.join(', ')}, or --help --all.`]),
    ].join('\n');
  });
}

function flagFor(option: TargetOption): Option {
  const flags = flagText(option);
  return option.type === 'list' ? repeatable(flags, option.description) : new Option(flags, option.description);
}

function flagText({ name, type, value = 'VALUE', default: usual }: TargetOption): string {
  if (type !== 'flag') return `--${name} <${value}>`;
  return usual === true && !name.startsWith('no-') ? `--no-${name}` : `--${name}`;
}

function targetHelp(target: HasOptions, width: number): string {
  if (target.options.length === 0) return '';
  const rows = [
    ...(target.variations?.includes('overlay') ? overlayRows : []),
    ...target.options.map((option) => [`  ${flagText(option)}`, descriptionOf(option)]),
  ];
  return [``, `Options for -t ${target.name}:`, ...tableLines(rows, width)].join('\n');
}

/** The options of `variations.ts`, which are for the targets that write environments. */
const overlayRows: readonly (readonly string[])[] = [
  ['  --overlay <ENV=FILE,…>', 'an environment, and the Compose files that it adds (repeatable)'],
  ['  --overlay-env-file <ENV=FILE>', 'variables of an environment, instead of .env (repeatable)'],
];

function descriptionOf({ type, choices, default: usual, description }: TargetOption): string {
  const remarks = [
    ...(choices ? [choices.join(', ')] : []),
    ...(typeof usual === 'string' && usual !== '' ? [`default: ${usual}`] : []),
    ...(type === 'list' ? ['repeatable'] : []),
  ];
  return remarks.length === 0 ? description : `${description.replace(/\.$/, '')} (${remarks.join('; ')})`;
}

/**
 * The values that the command line gives for the options of some targets, for each by itself. An option that none of
 * them has is an error.
 */
export function targetOptionValues(
  command: Command,
  chosen: readonly Target[],
  all: readonly HasOptions[],
): ReadonlyMap<Target, OptionValues> {
  const known = new Set(chosen.flatMap(({ options }) => options.map(({ name }) => name)));
  for (const { name: other, options } of all) {
    for (const option of options) {
      if (givenValue(command, option) === undefined || known.has(option.name)) continue;
      // A configuration file has options for all targets.
      if (sourceOf(command, option) === 'config') continue;
      const names = chosen.map(({ name }) => `-t ${name}`).join(' or ');
      throw new UsageError(`--${option.name} is an option of -t ${other}, not of ${names}`);
    }
  }
  return new Map(chosen.map((target) => [target, valuesFor(command, target)]));
}

function valuesFor(command: Command, target: Target): OptionValues {
  const values: Record<string, OptionValues[string]> = {};
  for (const option of target.options) {
    const value = givenValue(command, option);
    const { name, choices } = option;
    if (choices && typeof value === 'string' && !choices.includes(value))
      throw new UsageError(`--${name} ${value}: choose one of ${choices.join(', ')}`);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** The value as it was given; commander keeps `--no-x` as `x: false`. */
function givenValue(command: Command, { name, type }: TargetOption): OptionValues[string] {
  if (!['cli', 'config'].includes(sourceOf(command, { name }) ?? '')) return undefined;
  // The flags of targets are hidden; one that is not is the command's own, of the same name.
  if (command.options.some((option) => option.name() === name && !option.hidden)) return undefined;
  const value: unknown = command.getOptionValue(keyOf(name));
  if (name.startsWith('no-')) return value === false ? true : undefined;
  if (type === 'flag') return value === true || value === false ? value : undefined;
  return value === false ? undefined : (value as string | readonly string[]);
}

/** Who gave the option: `cli` or `config`. */
const sourceOf = (command: Command, { name }: Pick<TargetOption, 'name'>): string | undefined =>
  command.getOptionValueSource(keyOf(name));

const keyOf = (name: string): string => camelCase(name.replace(/^no-/, ''));

const camelCase = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
