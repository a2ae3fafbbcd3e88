import { isNameOfSecret } from './secret-names.ts';

/** Words, with two figures behind them at most: `postgres`, `change-me`, `admin1`. Names of programs and paths look so, too. */
const words = /^[A-Za-z]+(?:[-_. ][A-Za-z]+)*\d{0,2}$/;
const longestWords = 24;
/** Shorter values are in too many texts by chance. */
const shortest = 8;

/** Whether a value is found in other texts by chance. */
export function isCommon(value: string): boolean {
  return value.length < shortest || (value.length < longestWords && words.test(value));
}

/** The words of a command before one of them, as far as they can tell what it means. */
export function wordsBefore(words: readonly string[], index: number): string | undefined {
  if (index === 0) return undefined;
  return words
    .slice(Math.max(0, index - 12), index)
    .join(' ')
    .slice(-400);
}

/** As much of a text is looked at before a place. */
const lead = 80;

/**
 * Whether a text has a secret from `start` to `end`: behind the name of a password, an option of that name, or as the
 * password of a URL. `pg_isready -U postgres` tells nobody that the password is "postgres".
 */
export function isSecretPlace(text: string, start: number, end: number): boolean {
  const next = text.charAt(end);
  if (/[\w-]/.test(next)) return false;
  const before = text.slice(Math.max(0, start - lead), start);
  if (urlUser.test(before)) return next === '@';
  if (shortOption.test(before) || userOption.test(before) || /identified\s+by\s+["']$/i.test(before)) return true;
  const name = named.exec(before)?.[1];
  return name !== undefined && (isNameOfSecret(name) || /pass(?:word|wd)?$/i.test(name));
}

/** Whether nothing of a word goes on before or behind a place. */
export function isWholeWord(text: string, start: number, end: number): boolean {
  return !/[A-Za-z0-9]/.test(text.charAt(start - 1)) && !/[A-Za-z0-9]/.test(text.charAt(end));
}

/** `password=`, `"token": "`, `--requirepass `, `IDENTIFIED BY '` */
const named = /(?:^|[^\w.-])-{0,2}([A-Za-z][\w.-]*)["']?(?:\s*[=:]\s*|\s+)["']?$/;
/** `-pVALUE` of mysql, `-p VALUE`, `-a VALUE` of redis-cli */
const shortOption = /(?:^|\s)(?:-p|-[ap]\s+)["']?$/;
/** `-u elastic:VALUE` of curl */
const userOption = /(?:^|\s)(?:-u|--user)[\s=]*["']?[\w.-]+:$/;
const urlUser = /\/\/[^\s/@:]*:$/;
