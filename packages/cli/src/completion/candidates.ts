import { loadProject } from '@transpose/core';
import type { Target } from '@transpose/targets';
import { targets } from '@transpose/targets';
import type { Command, Option } from 'commander';
import { defaultTarget } from '../conversion.ts';
import type { Surroundings } from '../surroundings.ts';
import { shells } from './scripts.ts';

/** A word that may come next, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly meaning: string;
}

/** A command line as far as it is typed. */
interface Typed {
  readonly command: Command;
  /** Whether the name of a command is there already. */
  readonly named: boolean;
  /** The values of the options that take one. */
  readonly values: readonly (readonly [flag: string, value: string])[];
  /** The option whose value is being typed. */
  readonly open?: Option | undefined;
}

/** What may appear where the last word is being typed. Nothing: names of files are as good as anything. */
export function candidates(program: Command, words: readonly string[], around: Surroundings): readonly Candidate[] {
  const last = words.at(-1) ?? '';
  const typed = read(program, words.slice(0, -1));
  return possible(program, typed, last, around)
    .filter(({ word }) => word.startsWith(last))
    .toSorted((a, b) => (a.word < b.word ? -1 : 1));
}

function possible(program: Command, typed: Typed, last: string, around: Surroundings): readonly Candidate[] {
  const target = targetOf(typed);
  if (typed.open) return valuesOf(typed, typed.open, target, around);
  if (last.startsWith('-')) return flagsOf(typed, target);
  if (!typed.named)
    return program.commands.flatMap((command) =>
      command.name().startsWith('_') ? [] : [{ word: command.name(), meaning: command.summary() }],
    );
  switch (typed.command.name()) {
    case 'convert':
    case 'check':
    case 'config':
      return named(serviceNames(typed, around), 'service');
    case 'explain':
      return named(serviceNames(typed, around), 'service').map(({ word, meaning }) => ({
        word: `services.${word}`,
        meaning,
      }));
    case 'completion':
      return named(shells, 'shell');
    default:
      return [];
  }
}

function read(program: Command, words: readonly string[]): Typed {
  let command = program;
  let open: Option | undefined;
  const values: [string, string][] = [];
  for (const word of words) {
    if (open) {
      values.push([open.long ?? word, word]);
      open = undefined;
    } else if (word.startsWith('-')) {
      const [flag = '', value] = word.split(/=(.*)/s);
      const option = command.options.find(({ long, short }) => flag === long || flag === short);
      if (option?.required && value !== undefined) values.push([option.long ?? flag, value]);
      else if (option?.required) open = option;
    } else if (command === program) command = program.commands.find((one) => one.name() === word) ?? program;
  }
  return { command, named: command !== program, values, open };
}

function targetOf({ values }: Typed): Target | undefined {
  const name = values.findLast(([flag]) => flag === '--target')?.[1];
  return targets.find((target) => target.name === (name ?? defaultTarget));
}

/** The flags that help shows, and those of the target. */
function flagsOf({ command }: Typed, target: Target | undefined): readonly Candidate[] {
  const own = new Map(target?.options.map((option) => [option.name, option.description]));
  return command.options.flatMap(({ long, hidden, description }) => {
    const name = long?.slice(2) ?? '';
    const isShown = !hidden || own.has(name) || own.has(name.replace(/^no-/, ''));
    return long && isShown ? [{ word: long, meaning: own.get(name) ?? description }] : [];
  });
}

function valuesOf(
  typed: Typed,
  option: Option,
  target: Target | undefined,
  around: Surroundings,
): readonly Candidate[] {
  const name = option.long?.replace(/^--/, '') ?? '';
  if (name === 'target') return targets.map((one) => ({ word: one.name, meaning: one.summary }));
  if (name === 'profile') return named(profileNames(typed, around), 'profile');
  if (name === 'scale') return serviceNames(typed, around).map((word) => ({ word: `${word}=`, meaning: 'service' }));
  const choices = option.argChoices ?? target?.options.find((one) => one.name === name)?.choices ?? [];
  return named(choices, option.description);
}

const named = (words: readonly string[], meaning: string): readonly Candidate[] =>
  words.map((word) => ({ word, meaning }));

/** The project that the words so far name; with all profiles, for a service of any may be meant. */
function projectOf({ values }: Typed, { host }: Surroundings) {
  const all = (flag: string): readonly string[] => values.flatMap(([name, value]) => (name === flag ? [value] : []));
  return loadProject(host, { files: all('--file'), envFiles: all('--env-file'), profiles: ['*'] }).project;
}

const serviceNames = (typed: Typed, around: Surroundings): readonly string[] =>
  Object.keys(projectOf(typed, around)?.services ?? {});

const profileNames = (typed: Typed, around: Surroundings): readonly string[] => [
  ...new Set(Object.values(projectOf(typed, around)?.services ?? {}).flatMap(({ profiles }) => profiles)),
];
