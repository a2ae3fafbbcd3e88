import type { Placeholder, Text } from '../../container-plan/text.ts';
import { isHarmless } from '../../container-plan/handing-over.ts';
import type { EnvironmentEntry, Flag } from '../../container-plan/types.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import type { ShellPart } from '../../shared/shell/shell-word.ts';
import { shellAssignment, shellQuoted, shellWord } from '../../shared/shell/shell-word.ts';

/** Before the names of the project's variables, so that none is one of the shell, of the script or of the engine. */
export const ofProject = 'VAR_';

/** The shell's variables for what is known at run time only. It runs in the project directory. */
function part(placeholder: Placeholder, prefix: string): ShellPart {
  switch (placeholder.of) {
    case 'project':
      return { variable: 'project' };
    case 'number':
      return placeholder.after === undefined ? { variable: 'number' } : { sum: ['number', placeholder.after] };
    case 'name':
      return { variable: 'name' };
    case 'directory':
      return placeholder.absolute ? { variable: 'PWD' } : '.';
    case 'home':
      return { variable: 'HOME' };
    case 'anonymous':
      return { variable: carriedVariable(placeholder.target) };
    case 'network':
      return { command: ['network_id', word(placeholder.name, prefix)] };
    case 'secret':
      return { variable: placeholder.variable };
    case 'variable':
      // One that is not set is empty, which Compose warns of and goes on.
      return {
        variable: prefix + placeholder.name,
        operator: placeholder.operator ?? '-',
        operand: parts(placeholder.operand ?? [], prefix),
      };
  }
}

const parts = (text: Text, prefix: string): readonly ShellPart[] =>
  text.map((one) => (typeof one === 'string' ? one : part(one, prefix)));

/** A text as one word of the script; `prefix`: before the names of the project's variables. No text holds a NUL. */
export function word(text: Text, prefix = ofProject): string {
  return quotedText(shellWord(parts(text, prefix)));
}

/** `NAME=word` of a text. */
export const textAssignment = (name: string, text: Text): string =>
  quotedText(shellAssignment(name, parts(text, ofProject)));

/** A string of ours or of the user as one word. */
export const literal = shellQuoted;

/** The script's variable that says which volume goes over to a new container at a place. */
export function carriedVariable(target: string): string {
  return `carried${target.replace(/[^A-Za-z0-9]/g, (character) => (character === '/' ? '_' : `_${character.codePointAt(0)?.toString(16) ?? ''}`))}`;
}

/** An option with its value, as one group of words. */
export function flagWords(flag: Flag): readonly string[] {
  return flag.value === undefined ? [flag.flag] : [flag.flag, word(flag.value)];
}

/**
 * What comes before `--` in a definition: the values that are not arguments of the engine's command. `secret`: the engine's
 * environment may hold the name as well.
 */
export function secretWords(environment: readonly EnvironmentEntry[]): readonly (readonly string[])[] {
  return environment.flatMap((entry) => {
    if (!isSecret(entry)) return [];
    const value = entry.secret === undefined ? word(entry.value ?? []) : `"\${${entry.secret}}"`;
    return [ifSet(entry, [isHarmless(entry.name) ? 'secret' : 'line', literal(entry.name), value])];
  });
}

/** What no argument shows: secrets, and names that take what is set when the script runs. */
export const isSecret = (entry: EnvironmentEntry): boolean =>
  entry.secret !== undefined || entry.hidden === true || entry.onlyIf !== undefined;

/** Words that are there only where a variable is set; what is quoted in them stays one word. */
export function ifSet(entry: EnvironmentEntry, words: readonly string[]): readonly string[] {
  return entry.onlyIf === undefined ? words : [`\${${ofProject}${entry.onlyIf}+${words.join(' ')}}`];
}

/** The environment as options of the engine's command, without what no argument may show. */
export function environmentWords(
  environment: readonly EnvironmentEntry[],
  flag = '--env',
): readonly (readonly string[])[] {
  return environment
    .filter((entry) => !isSecret(entry))
    .map((entry) => [flag, entry.value === null ? literal(entry.name) : word([`${entry.name}=`, ...entry.value])]);
}
