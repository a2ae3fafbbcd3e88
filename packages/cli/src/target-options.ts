import type { OptionValues, Target, TargetOption } from '@transpose/targets';
import type { Command } from 'commander';
import { Option } from 'commander';
import { UsageError } from './usage-error.ts';

/** Adds a flag per option of the targets, each target's under a heading of its own. Targets that share an option share its flag. */
export function addTargetOptions(command: Command, targets: readonly Target[]): void {
  const added = new Set<string>();
  for (const target of targets) {
    const options = target.options.filter(({ name }) => !added.has(name));
    if (options.length > 0) command.optionsGroup(`Options for -t ${target.name}:`);
    for (const option of options) {
      added.add(option.name);
      command.addOption(flagFor(option));
    }
  }
}

function flagFor({ name, type, value = 'VALUE', choices, default: usual, description }: TargetOption): Option {
  const text = typeof usual === 'string' && usual !== '' ? `${description} (default: ${usual})` : description;
  if (type === 'flag') return new Option(usual === true && !name.startsWith('no-') ? `--no-${name}` : `--${name}`, text);
  const option = new Option(`--${name} <${value}>`, choices ? `${text} (choices: ${choices.join(', ')})` : text);
  if (type === 'list') {
    option.description = `${text} (repeatable)`;
    return option.argParser((word: string, before: readonly string[] | undefined) => [...(before ?? []), word]);
  }
  return choices
    ? option.argParser((word: string) => {
        if (choices.includes(word)) return word;
        throw new UsageError(`--${name} ${word}: choose one of ${choices.join(', ')}`);
      })
    : option;
}

/** The values that the command line gives for a target's options. An option of another target is an error. */
export function targetOptionValues(command: Command, target: Target, targets: readonly Target[]): OptionValues {
  const values: Record<string, OptionValues[string]> = {};
  for (const other of targets) {
    for (const option of other.options) {
      const value = givenValue(command, option);
      if (value === undefined) continue;
      if (!target.options.some(({ name }) => name === option.name))
        throw new UsageError(`--${option.name} is an option of -t ${other.name}, not of -t ${target.name}`);
      values[option.name] = value;
    }
  }
  return values;
}

/** The value as it was given; commander keeps `--no-x` as `x: false`. */
function givenValue(command: Command, { name, type }: TargetOption): OptionValues[string] {
  const key = camelCase(name.replace(/^no-/, ''));
  if (command.getOptionValueSource(key) !== 'cli') return undefined;
  const value: unknown = command.getOptionValue(key);
  if (name.startsWith('no-')) return value === false ? true : undefined;
  if (type === 'flag') return value === true || value === false ? value : undefined;
  return value === false ? undefined : (value as string | readonly string[]);
}

const camelCase = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
