import { looksSecret } from '../shared/secret-names.ts';

/** Where a text stands, as far as that tells what it means. */
export interface TextPlace {
  /** The word before it in a command. */
  readonly before?: string | undefined;
  /** The variables that it was written with: `${DB_PASSWORD}`. */
  readonly variables?: ReadonlySet<string>;
}

/** Words, with two figures behind them at most: `postgres`, `change-me`, `admin1`. Names of programs and paths look so, too. */
const words = /^[A-Za-z]+(?:[-_. ][A-Za-z]+)*\d{0,2}$/;
const longestWords = 24;

/** Whether a value is found in other texts by chance. */
export function isCommonWord(value: string): boolean {
  return value.length < longestWords && words.test(value);
}

/**
 * Where a text holds a common word as a secret: behind the name of a password, an option of that name, or as the
 * password of a URL. `pg_isready -U postgres` tells nobody that the password is "postgres".
 */
export function secretPositions(text: string, value: string, { before }: TextPlace): readonly number[] {
  const lead = before === undefined ? '' : `${before} `;
  const whole = lead + text;
  const found: number[] = [];
  for (let at = whole.indexOf(value, lead.length); at >= 0; at = whole.indexOf(value, at + value.length)) {
    const next = whole[at + value.length] ?? '';
    if (/[\w-]/.test(next)) continue;
    if (isSecretPlace(whole.slice(Math.max(0, at - 80), at), next)) found.push(at - lead.length);
  }
  return found;
}

/** `password=`, `"token": "`, `--requirepass `, `IDENTIFIED BY '` */
const named = /(?:^|[^\w.-])-{0,2}([A-Za-z][\w.-]*)["']?(?:\s*[=:]\s*|\s+)["']?$/;
/** `-pVALUE` of mysql, `-p VALUE`, `-a VALUE` of redis-cli */
const shortOption = /(?:^|\s)(?:-p|-[ap]\s+)["']?$/;
/** `-u elastic:VALUE` of curl */
const userOption = /(?:^|\s)(?:-u|--user)[\s=]*["']?[\w.-]+:$/;
const urlUser = /\/\/[^\s/@:]*:$/;

function isSecretPlace(before: string, next: string): boolean {
  if (urlUser.test(before)) return next === '@';
  if (shortOption.test(before) || userOption.test(before) || /identified\s+by\s+["']$/i.test(before)) return true;
  const name = named.exec(before)?.[1];
  return name !== undefined && (looksSecret(name, 'x1y2z3') || /pass(?:word|wd)?$/i.test(name));
}
