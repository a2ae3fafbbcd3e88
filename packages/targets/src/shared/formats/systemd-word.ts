import { shortHash } from '../bytes/hash.ts';
import type { Quoted, Refusal } from '../shell/quoting.ts';
import { refuseWhere } from '../shell/quoting.ts';
import { utf8Bytes } from '../bytes/utf8.ts';
import { table } from './table.ts';

/** Literal text; `${variable}`, which systemd expands when the unit starts; or `%specifier`, when it loads the unit. */
export type SystemdPart = string | { readonly variable: string } | { readonly specifier: string };

const bare = /^[A-Za-z0-9_@+=:,./-]+$/;
/** systemd takes no line with these (`utf8_is_valid`). */
const noncharacter = /\p{Noncharacter_Code_Point}/u;

/**
 * One word of `ExecStart=` and its kin: bare where nothing in it is special, else in double quotes with C escapes. `%`
 * and `$` of literal text are doubled. Refused: `nul`, `noncharacter`, `illegal-name` of a variable or specifier.
 *
 * See systemd.service(5), "Command lines", and systemd.syntax(7), "Quoting"
 */
export function execWord(parts: string | readonly SystemdPart[]): Quoted {
  const list = typeof parts === 'string' ? [parts] : parts;
  // Quotes would do as well, but a reader knows this from the manual.
  if (list.length === 1 && list[0] === ';') return '\\;';
  return doubleQuoted(list, '$$$$');
}

/**
 * One `NAME=value` word of `Environment=`: as in `ExecStart=`, but `$` means itself. Units can be read by everybody:
 * no secrets. Refused: as `execWord`, and `illegal-name` where systemd would ignore the variable.
 */
export function environmentWord(name: string, value: string | readonly SystemdPart[]): Quoted {
  if (!isVariableName(name)) return { refused: 'illegal-name', at: 0 };
  return doubleQuoted([`${name}=`, ...(typeof value === 'string' ? [value] : value)], '$$');
}

/**
 * One line (more with newlines in the value) of a file for `EnvironmentFile=`: verbatim in single quotes, else in double
 * quotes. No specifiers, no expansion. A POSIX shell that sources the file reads the same; `docker --env-file` does not.
 * Refused: `nul`, `noncharacter`, `illegal-name`.
 *
 * See systemd.exec(5), `EnvironmentFile=`
 */
export function environmentFileLine(name: string, value: string): Quoted {
  if (!isVariableName(name)) return { refused: 'illegal-name', at: 0 };
  const refusal = refuseWhere(value, /\0/, 'nul') ?? refuseWhere(value, noncharacter, 'noncharacter');
  if (refusal !== undefined) return refusal;
  if (bare.test(value)) return `${name}=${value}`;
  return `${name}=${value.includes("'") ? `"${value.replace(/[\\"$`]/g, '\\$&')}"` : `'${value}'`}`;
}

/**
 * The value of a directive that takes the rest of the line (`Description=`, `WorkingDirectory=`, the path of
 * `LoadCredential=`): only `%` is doubled. Refused: `nul`, `newline`, `noncharacter`, `outer-space`, `trailing-backslash`.
 */
export function lineValue(text: string): Quoted {
  return rawLine(text) ?? text.replaceAll('%', '%%');
}

/** One path of a list as in `RequiresMountsFor=`, where a backslash in quotes keeps the next character and nothing more. */
export function pathWord(path: string): Quoted {
  const refusal = refuseWhere(path, /\0/, 'nul') ?? refuseWhere(path, /\p{Cc}/u, 'control-character');
  if (refusal !== undefined) return refusal;
  const nonchar = refuseWhere(path, noncharacter, 'noncharacter');
  if (nonchar !== undefined) return nonchar;
  return bare.test(path) ? path : `"${path.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** What a line without any quotes cannot hold; for this file and Quadlet's values. */
export function rawLine(text: string): Refusal | undefined {
  return (
    refuseWhere(text, /\0/, 'nul') ??
    refuseWhere(text, /[\r\n]/, 'newline') ??
    refuseWhere(text, noncharacter, 'noncharacter') ??
    refuseWhere(text, /^[ \t]|[ \t]$/, 'outer-space') ??
    refuseWhere(text, /\\$/, 'trailing-backslash')
  );
}

/** Text as `systemd-escape` writes it: `/` to `-`, other illegal characters (and `-`) to `\xNN` per byte. */
export function systemdEscape(text: string): string {
  let escaped = '';
  for (const byte of utf8Bytes(text)) {
    const character = String.fromCharCode(byte);
    if (character === '/') escaped += '-';
    else
      escaped += /[A-Za-z0-9:_.]/.test(character) && !(character === '.' && escaped === '') ? character : hexByte(byte);
  }
  return escaped;
}

/**
 * The name of a unit, `shop-db.service`: what unit names may hold stays (so `-` does, and a name reads as it was given),
 * the rest is escaped as systemd does it. More than 255 characters, or than `room`, are cut, with a hash.
 *
 * See systemd.unit(5), "Description"
 */
export function unitName(stem: string, type: string, room = 255): string {
  let name = '';
  for (const byte of utf8Bytes(stem)) {
    const character = String.fromCharCode(byte);
    name += /[A-Za-z0-9:_.-]/.test(character) && !(character === '.' && name === '') ? character : hexByte(byte);
  }
  const most = room - type.length - 1;
  return `${name.length <= most ? name : `${name.slice(0, most - 9)}-${shortHash(stem)}`}.${type}`;
}

function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function hexByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

const named: Readonly<Record<string, string>> = table({
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '%': '%%',
});

function doubleQuoted(parts: readonly SystemdPart[], dollar: string): Quoted {
  const written: string[] = [];
  let plain = true;
  for (const part of parts) {
    if (typeof part === 'string') {
      const refusal = refuseWhere(part, /\0/, 'nul') ?? refuseWhere(part, noncharacter, 'noncharacter');
      if (refusal !== undefined) return refusal;
      plain &&= part === '' || bare.test(part);
      written.push(
        part.replace(/[\\"%\p{Cc}]/gu, (each) => named[each] ?? escapedControl(each)).replaceAll('$', dollar),
      );
    } else if ('variable' in part) {
      if (!isVariableName(part.variable)) return { refused: 'illegal-name', at: 0 };
      written.push(`\${${part.variable}}`);
    } else {
      if (!/^[A-Za-z]$/.test(part.specifier)) return { refused: 'illegal-name', at: 0 };
      written.push(`%${part.specifier}`);
    }
  }
  const text = written.join('');
  return plain && text !== '' ? text : `"${text}"`;
}

/** As a character, where it is more than one byte: Podman's generator takes each `\\xNN` for one. */
function escapedControl(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x80 ? hexByte(code) : `\\u${code.toString(16).padStart(4, '0')}`;
}
