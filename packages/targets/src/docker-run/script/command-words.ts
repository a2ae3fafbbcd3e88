import type { Engine } from '../../container-plan/engine.ts';
import { envFileLine, isHarmless } from '../../container-plan/handing-over.ts';
import type { Placeholder, Text } from '../../container-plan/text.ts';
import { fillText, literalOf, text } from '../../container-plan/text.ts';
import type { ContainerPlan, EnvironmentEntry, Flag } from '../../container-plan/types.ts';
import { shellLines } from '../../shared/shell/shell-word.ts';
import { isSecret, word as scriptWord } from './words.ts';

/** The commands are read in the shell of a user: the project's variables have their own names there. */
export const word = (one: Text): string => scriptWord(one, '');

/** Fills what is known of one container into a text. */
export type Fill = (one: Text) => Text;

/** The texts of one container, with what is known of it filled in; `any`: its number is known when the command runs. */
export function fillFor(plan: ContainerPlan, name: Text | string, number: number | 'any' = 1): Fill {
  const fill = (placeholder: Placeholder): string | Text | undefined => {
    switch (placeholder.of) {
      case 'project':
        return plan.project;
      case 'number':
        return number === 'any' ? undefined : String(number + (placeholder.after ?? 0));
      case 'name':
        return name;
      case 'anonymous':
        return '';
      case 'network':
        return [{ of: 'network', name: fillText(placeholder.name, fill) }];
      case 'secret':
        return [
          {
            of: 'variable',
            name: placeholder.variable,
            operator: ':?',
            operand: ['the secret values are missing'],
          },
        ];
      default:
        return undefined;
    }
  };
  return (one) => fillText(one, fill);
}

/** An option with its value, as one group of words. */
export const optionWords = ({ flag, value }: Flag, fill: Fill): readonly string[] =>
  value === undefined ? [flag] : [flag, word(fill(value))];

/** A command of the engine: on one line where it is short. */
export function commandOf(groups: readonly (readonly string[])[], indent = ''): string {
  return groups.length <= 4 ? groups.flat().join(' ') : shellLines(groups, indent);
}

/** The environment of a command: what comes with it, and its options. */
export interface Environment {
  /** Lines of an env file, as words: they come through a pipe. */
  readonly piped: readonly string[];
  /** `NAME=word` for the environment of the engine's command. */
  readonly assigned: readonly string[];
  readonly options: readonly (readonly string[])[];
}

/** Secrets come as lines of an env file through a pipe; what no line can hold comes in the environment of the command. */
export function handedOver(environment: readonly EnvironmentEntry[], engine: Engine['name'], fill: Fill): Environment {
  const isPiped = (entry: EnvironmentEntry): boolean => {
    if (!isSecret(entry) || entry.onlyIf !== undefined) return false;
    const known = entry.secret === undefined ? '' : (literalOf(entry.value ?? []) ?? '');
    return envFileLine(engine, entry.name, known) !== undefined;
  };
  const piped = environment.filter(isPiped);
  const rest = inEnvironment(
    environment.filter((entry) => !isPiped(entry)),
    fill,
  );
  if (piped.length === 0) return rest;
  return {
    ...rest,
    piped: piped.map((entry) => nameAndValue(entry, fill)),
    options: [['--env-file', '/dev/stdin'], ...rest.options],
  };
}

/** Secrets as assignments. */
export function inEnvironment(environment: readonly EnvironmentEntry[], fill: Fill, flag = '--env'): Environment {
  const assigned = environment.filter(
    (entry) => isSecret(entry) && entry.onlyIf === undefined && isHarmless(entry.name),
  );
  return {
    piped: [],
    assigned: assigned.map((entry) => assignment(entry, fill)),
    options: environment.map((entry) =>
      isSecret(entry) || entry.value === null
        ? [flag, word([entry.name])]
        : [flag, word(text(`${entry.name}=`, fill(entry.value)))],
    ),
  };
}

/** What comes before a command on its line. */
export function before({ piped, assigned }: Environment, indent = ''): string {
  const pipe = piped.length === 0 ? '' : `printf '%s\\n' ${piped.join(` \\\n${indent}  `)} |\n${indent}  `;
  return pipe + assigned.map((one) => `${one} \\\n${indent}  `).join('');
}

const secretValue = (variable: string): string => `\${${variable}:?the secret values are missing}`;

const assignment = ({ name, secret, value }: EnvironmentEntry, fill: Fill): string =>
  `${name}=${secret === undefined ? word(fill(value ?? [])) : `"${secretValue(secret)}"`}`;

const nameAndValue = ({ name, secret, value }: EnvironmentEntry, fill: Fill): string =>
  secret === undefined ? word(text(`${name}=`, fill(value ?? []))) : `${word([`${name}=`])}"${secretValue(secret)}"`;
