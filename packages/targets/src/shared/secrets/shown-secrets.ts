import { base64 } from '../bytes/base64.ts';
import { wordSet } from './secret-names.ts';
import { isCommon, isSecretPlace, isWholeWord } from './secret-places.ts';
import type { Span } from './named-span.ts';
import { TextDictionary } from './text-dictionary.ts';

/** Words that programs write by themselves, and that nobody who guesses needs to read anywhere. */
const everyday = wordSet(
  'true false yes none null root admin administrator user username guest test testing demo example sample default ' +
    'password passwd pass secret secrets token public private change changeme change-me change_me master main local localhost ' +
    'dev development prod production staging debug info warn warning error fatal trace ready start started stop stopped ' +
    'http https server client host data database service container image volume network ' +
    'postgres postgresql mysql mariadb redis mongo mongodb rabbitmq minio minioadmin elastic keycloak grafana nginx ' +
    'docker kubernetes compose transpose app api web worker queue cache',
);
/** Shorter values, and numbers of so few figures, are in every log. */
const shortest = 4;
const number = /^\d{1,5}$/;

/** Whether what programs write could not be read any more if this were masked in it. */
export function isEveryday(value: string): boolean {
  return value.length < shortest || number.test(value) || everyday.has(value.toLowerCase());
}

/** What is to be masked in a text that people see, and that programs may have written. */
export type ShownSecrets = (text: string) => readonly Span[];

/**
 * Secrets wherever they are, in each form that programs write them in. For what is written into files more evidence is asked
 * for, as a word that is replaced by mistake breaks what runs; here it only makes a line harder to read. `open`: words that
 * the project has in the open, such as the names of its services; they are masked only where a password is.
 */
export function shownSecrets(values: Iterable<string>, open: ReadonlySet<string>): ShownSecrets {
  const forms = new Map<string, undefined>();
  for (const value of values) for (const form of formsOf(value)) forms.set(form, undefined);
  const dictionary = new TextDictionary(forms);
  return (text) =>
    dictionary
      .occurrences(text, (word, _, start) => {
        const end = start + word.length;
        if (isEveryday(word) || open.has(word)) return isSecretPlace(text, start, end);
        return !isCommon(word) || isWholeWord(text, start, end);
      })
      .map(({ start, word }) => ({ start, end: start + word.length }));
}

/** The lines of a file that hold no secret by themselves are left out: `-----BEGIN PRIVATE KEY-----`, `{`. */
const linesOf = (value: string): readonly string[] =>
  value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= shortest && !line.startsWith('-----'));

/** A value as it is, as the lines of a log have it, in JSON, in an address and in base64. */
function formsOf(value: string): readonly string[] {
  const lines = /[\r\n]/.test(value.trim()) ? linesOf(value) : [value.trim()];
  const written = lines.flatMap((line) =>
    isEveryday(line) || /\p{Surrogate}/u.test(line)
      ? [line]
      : [line, JSON.stringify(line).slice(1, -1), encodeURIComponent(line), base64(line).replace(/={1,2}$/, '')],
  );
  return [value, ...written].filter((form) => form !== '');
}
