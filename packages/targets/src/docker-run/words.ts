import type { Placeholder, Text } from '../container-plan/text.ts';
import type { EnvironmentEntry, Flag } from '../container-plan/types.ts';
import { quotedText } from '../shared/quoting.ts';
import type { ShellPart } from '../shared/shell-word.ts';
import { shellWord, isVariableName } from '../shared/shell-word.ts';

/** The script's variables for what is known at run time only. It runs in the project directory. */
function part(placeholder: Placeholder): ShellPart {
  switch (placeholder.of) {
    case 'project':
      return { variable: 'project' };
    case 'number':
      return { variable: 'number' };
    case 'name':
      return { variable: 'name' };
    case 'directory':
      return '.';
    case 'home':
      return { variable: 'HOME' };
    case 'anonymous':
      return { variable: carriedVariable(placeholder.target) };
    case 'variable':
      return {
        variable: placeholder.name,
        ...(placeholder.operator === undefined
          ? {}
          : { operator: placeholder.operator, operand: parts(placeholder.operand ?? []) }),
      };
  }
}

const parts = (text: Text): readonly ShellPart[] => text.map((one) => (typeof one === 'string' ? one : part(one)));

/** A text as one word of the script. A NUL can not come out of a YAML file that was read. */
export function word(text: Text): string {
  return quotedText(shellWord(parts(text)));
}

/** A string of ours or of the user as one word. */
export function literal(value: string): string {
  return quotedText(shellWord(value));
}

/** The script's variable that says which volume goes over to a new container at a place. */
export function carriedVariable(target: string): string {
  return `carried${target.replace(/[^A-Za-z0-9]/g, (character) => (character === '/' ? '_' : `_${character.codePointAt(0)?.toString(16) ?? ''}`))}`;
}

/** An option with its value, as one group of words. */
export function flagWords(flag: Flag): readonly string[] {
  return flag.value === undefined ? [flag.flag] : [flag.flag, word(flag.value)];
}

/** What stands before `--` in a definition: the secret values, which are no arguments of the engine's command. */
export function secretWords(environment: readonly EnvironmentEntry[]): readonly (readonly string[])[] {
  return environment.flatMap((entry) =>
    entry.secret === undefined
      ? []
      : [[isVariableName(entry.name) ? 'secret' : 'line', literal(entry.name), `"\${${entry.secret}}"`]],
  );
}

/** The environment as options of the engine's command; a secret one by its name only. */
export function environmentWords(
  environment: readonly EnvironmentEntry[],
  flag = '--env',
): readonly (readonly string[])[] {
  const groups = environment
    .filter((entry) => entry.secret === undefined || isVariableName(entry.name))
    .map((entry) => {
      if (entry.secret !== undefined || entry.value === null) return [flag, literal(entry.name)];
      return [flag, word([`${entry.name}=`, ...entry.value])];
    });
  const lines = environment.some((entry) => entry.secret !== undefined && !isVariableName(entry.name));
  return lines ? [['--env-file', '"$work/env"'], ...groups] : groups;
}
