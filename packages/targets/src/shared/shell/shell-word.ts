import type { Quoted } from './quoting.ts';
import { isRefused, quotedText, refuseWhere } from './quoting.ts';
import { utf8Bytes } from '../bytes/utf8.ts';

/** `$variable`, or with an operator of the shell (the same as Compose's): `${variable:-operand}`. */
export interface ShellParameter {
  readonly variable: string;
  readonly operator?: ':-' | '-' | ':?' | '?' | ':+' | '+';
  readonly operand?: readonly ShellPart[];
}

/** `$((variable + number))` */
export interface ShellSum {
  readonly sum: readonly [variable: string, number: number];
}

/** `$(word word)`; its words are quoted already. */
export interface ShellCommand {
  readonly command: readonly string[];
}

/** Literal text, or what the shell expands when the script runs. */
export type ShellPart = string | ShellParameter | ShellSum | ShellCommand;

/** Where a word is. As the first of a command, `A=b` would be an assignment and `if` a keyword. */
export type ShellPosition = 'argument' | 'command';

const bare = /^[A-Za-z0-9_@%+=:,./-]+$/;
/** shellcheck takes a word that begins with `=` for an assignment with a space too many. */
const isBare = (word: string): boolean => bare.test(word) && !word.startsWith('=');
const keyword = /^(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|in|function|select|time|coproc)$/;
/** Whether a shell can hold a variable of a name. Source: POSIX, Base Definitions, 3.235 Name. */
export const isVariableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

const variableName = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-])$/;
/**
 * What shellcheck takes for a mistake between single quotes: `$` and backquotes (SC2016), a backslash before the closing
 * quote (SC1003), curly single quotation marks (SC1112); a carriage return is one everywhere (SC1017).
 */
const betterDouble = /[$`\r\u2018\u2019]|\\(?:'|$)/;
/** What cannot appear as itself between double quotes: carriage returns, and double quotation marks and primes (SC1111). */
const notInDouble = /[\r\u201C\u201D\u2033\u2036]/g;
/**
 * In the operand of `${…}` moreover: bash takes these for the beginning of a quote or of a process substitution, and
 * U+0001 and U+007F for its own marks of quoting.
 */
const notInBraces = /[\r\u201C\u201D\u2033\u2036'\u0001\u007F]|[<>](?=\(|$)/g;

/**
 * One word of a POSIX shell script that means exactly these parts: bare where nothing in it is special, else in single
 * quotes, else (parameters, and what shellcheck dislikes in single quotes) in double quotes.
 * Refused: `nul`, and `illegal-name` for a variable.
 *
 * See https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function shellWord(parts: string | readonly ShellPart[], position: ShellPosition = 'argument'): Quoted {
  const list = typeof parts === 'string' ? [parts] : parts;
  const [first, ...others] = list;
  if (typeof first === 'string' && first.startsWith('~/')) {
    // In quotes shellcheck takes it for the home of somebody who does not know (SC2088).
    const rest = shellWord([first.slice(1), ...others]);
    return isRefused(rest) ? { ...rest, at: rest.at + 1 } : `\\~${rest}`;
  }
  const literals = list.filter((part) => typeof part === 'string');
  if (literals.length < list.length) return wrap(doubleQuotedInner(list, false));
  const text = literals.join('');
  const nul = refuseWhere(text, /\0/, 'nul');
  if (nul !== undefined) return nul;
  const special = position === 'command' && (text.includes('=') || keyword.test(text));
  if (isBare(text) && !special) return text;
  if (betterDouble.test(text)) return wrap(doubleQuotedInner([text], false));
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text without zero bytes as one word, for scripts and for what people paste into their shell. */
export const shellQuoted = (text: string): string => quotedText(shellWord(text));

/**
 * `NAME=word`, for the scripts' own variables. The value is always quoted: shellcheck takes a bare `project=test` for a
 * command that was meant to be run (SC2209), and which words are commands is its own list.
 */
export function shellAssignment(name: string, value: string | readonly ShellPart[]): Quoted {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { refused: 'illegal-name', at: 0 };
  const word = shellWord(value);
  if (isRefused(word)) return word;
  if (word === "''") return `${name}=`;
  return `${name}=${bare.test(word) ? `'${word}'` : word}`;
}

/** As `shellAssignment`, of a name that is legal and a text without zero bytes. */
export const assignment = (name: string, text: string): string => quotedText(shellAssignment(name, text));

/**
 * A command over several lines, one group of words (an option with its value) a line: all but the last end in `\`, all
 * but the first are indented by two more than `indent`. A group's words are already quoted.
 */
export function shellLines(groups: readonly (readonly string[])[], indent = ''): string {
  return groups
    .filter((group) => group.length > 0)
    .map((group) => group.join(' '))
    .join(` \\\n${indent}  `);
}

/** Text as comment lines of a script. Control characters become spaces, and no line reads as a directive to shellcheck. */
export function shellComment(text: string, indent = ''): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => line.replace(/\p{Cc}/gu, ' ').replace(/^\s*shellcheck(?=\s)/i, (word) => `(${word.trim()})`))
    .map((line) => `${indent}# ${line}`.trimEnd())
    .join('\n');
}

function octalBytes(text: string): string {
  return Array.from(utf8Bytes(text), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

function wrap(inner: Quoted): Quoted {
  return isRefused(inner) ? inner : `"${inner}"`;
}

/** What is between double quotes; inside `${…}` a closing brace is escaped as well. */
function doubleQuotedInner(parts: readonly ShellPart[], inBraces: boolean): Quoted {
  let inner = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      const nul = refuseWhere(part, /\0/, 'nul');
      if (nul !== undefined) return nul;
      inner += part
        .replace(inBraces ? /[\\"$`}]/g : /[\\"$`]/g, '\\$&')
        .replace(inBraces ? notInBraces : notInDouble, (character) => `$(printf '${octalBytes(character)}')`);
      continue;
    }
    if ('sum' in part) {
      inner += `$((${part.sum.join(' + ')}))`;
      continue;
    }
    if ('command' in part) {
      inner += `$(${part.command.join(' ')})`;
      continue;
    }
    if (!variableName.test(part.variable)) return { refused: 'illegal-name', at: 0 };
    if (part.operator === undefined) {
      inner += `\${${part.variable}}`;
      continue;
    }
    const operand = doubleQuotedInner(part.operand ?? [], true);
    if (isRefused(operand)) return operand;
    inner += `\${${part.variable}${part.operator}${operand}}`;
  }
  return inner;
}
