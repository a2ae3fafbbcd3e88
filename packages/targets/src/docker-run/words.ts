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
    case 'secret':
      return { variable: placeholder.variable };
    case 'variable':
      // One that is not set is empty, which Compose warns of and goes on.
      return {
        variable: placeholder.name,
        operator: placeholder.operator ?? '-',
        operand: parts(placeholder.operand ?? []),
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
  return environment.flatMap((entry) => {
    if (!isSecret(entry)) return [];
    const value = entry.secret === undefined ? word(entry.value ?? []) : `"\${${entry.secret}}"`;
    return [ifSet(entry, [isVariableName(entry.name) ? 'secret' : 'line', literal(entry.name), value])];
  });
}

/** What goes to the engine's command through the environment: secrets, and names that take what is set there. */
const isSecret = (entry: EnvironmentEntry): boolean =>
  entry.secret !== undefined || entry.hidden === true || entry.onlyIf !== undefined;

/** Words that stand only where a variable is set; what is quoted in them stays one word. */
function ifSet(entry: EnvironmentEntry, words: readonly string[]): readonly string[] {
  return entry.onlyIf === undefined ? words : [`\${${entry.onlyIf}+${words.join(' ')}}`];
}

/** The environment as options of the engine's command; a secret one by its name only. */
export function environmentWords(
  environment: readonly EnvironmentEntry[],
  flag = '--env',
): readonly (readonly string[])[] {
  const groups = environment
    .filter((entry) => !isSecret(entry) || isVariableName(entry.name))
    .map((entry) => {
      if (isSecret(entry) || entry.value === null) return [flag, literal(entry.name)];
      return [flag, word([`${entry.name}=`, ...entry.value])];
    });
  const lines = environment.some((entry) => isSecret(entry) && !isVariableName(entry.name));
  return lines ? [['--env-file', '"$work/env"'], ...groups] : groups;
}
