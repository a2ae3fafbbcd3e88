import { nearestName } from '@transpose/core';
import type { Command, Option } from 'commander';
import { InvalidArgumentError } from 'commander';
import { rootOf } from '../project-options.ts';
import { UsageError } from '../usage-error.ts';
import type { Config, ConfigOptions } from './named.ts';

/** What guards the user against the files of a project, which a file of the project cannot switch off. */
const guards = ['allow-read', 'context', 'force', 'force-conflicts', 'remove-namespace', 'yes'];

/** Whether a configuration file can give the option to the command. */
export const isForFiles = (option: Option, command: Command): boolean =>
  !['help', 'version', 'no-config', 'all', ...guards].includes(option.name()) &&
  // `down --volumes` deletes data.
  !(command.name() === 'down' && option.name() === 'volumes');

/**
 * Gives a command the values that the configuration file has for its options, and returns their flags. What the command
 * line says counts more: its list takes the place of the file's.
 */
export function takeConfig(command: Command, config: Config): readonly string[] {
  checkNames(rootOf(command), config);
  const values = { ...config.options, ...config.commands[command.name()] };
  return optionsForFiles(command).flatMap((option) => {
    const value = Object.hasOwn(values, option.name()) ? values[option.name()] : undefined;
    if (value === undefined || value === false || isGiven(command, option)) return [];
    const read = readValue(option, value, `${config.file}: ${option.name()}`);
    command.setOptionValueWithSource(option.attributeName(), read, 'config');
    return [option.long ?? option.flags];
  });
}

const optionsForFiles = (command: Command): readonly Option[] =>
  command.options.filter((option) => isForFiles(option, command));

const isGiven = (command: Command, option: Option): boolean =>
  [command, rootOf(command)].some((one) => one.getOptionValueSource(option.attributeName()) === 'cli');

/** A slip in a name would be a default that never counts. */
function checkNames(program: Command, { file, options, commands }: Config): void {
  const namesOf = (of: readonly Command[]): readonly string[] =>
    of.flatMap((command) => optionsForFiles(command).map((option) => option.name()));
  const check = (given: ConfigOptions, names: readonly string[], whose: string): void => {
    for (const name of Object.keys(given)) {
      if (guards.includes(name)) throw new UsageError(`${file}: --${name} can be given on the command line only`);
      if (!names.includes(name)) throw missing(`${file}: ${whose} no option "${name}"`, name, names);
    }
  };
  check(options, namesOf(program.commands), 'there is');
  for (const [name, given] of Object.entries(commands)) {
    const command = program.commands.find((one) => one.name() === name);
    if (!command)
      throw missing(
        `${file}: there is no command "${name}"`,
        name,
        program.commands.map((one) => one.name()),
      );
    check(given, namesOf([command]), `${name} has`);
  }
}

function missing(what: string, name: string, names: readonly string[]): UsageError {
  const near = nearestName(name.replace(/^--/, ''), [...new Set(names)]);
  return new UsageError(near === undefined ? what : `${what}; did you mean "${near}"?`);
}

function readValue(option: Option, value: ConfigOptions[string], place: string): unknown {
  const takesValue = option.required || option.optional;
  if (!takesValue) {
    if (value !== true) throw new UsageError(`${place} is a flag: give true or false`);
    return !option.negate;
  }
  if (typeof value === 'boolean') throw new UsageError(`${place} needs a value, such as ${option.flags}`);
  const given = typeof value === 'object' ? value : [String(value)];
  const { parseArg, argChoices } = option;
  if (given.length !== 1 && (parseArg === undefined || argChoices)) throw new UsageError(`${place} takes one value`);
  try {
    return given.reduce<unknown>((before, one) => (parseArg ? parseArg(one, before) : one), undefined);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new UsageError(`${place}: ${error.message}`);
    throw error;
  }
}
