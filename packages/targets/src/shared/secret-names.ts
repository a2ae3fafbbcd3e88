/** Why a value is treated as a secret. */
export type SecretReason =
  /** The words of its name say so. */
  | 'name'
  /** A URL or connection string with a password in it. */
  | 'credentials'
  | 'private-key'
  /** The user said so. */
  | 'chosen';

/** The user's own word, by exact name; it beats the table both ways. */
export interface SecretChoice {
  readonly secret?: ReadonlySet<string> | undefined;
  readonly plain?: ReadonlySet<string> | undefined;
}

/** Words that make a name secret wherever they stand in it. */
const anywhere = new Set(
  (
    'PASS PASSWORD PASSWORDS PASSWD PASSPHRASE PWD SECRET SECRETS TOKEN TOKENS CREDENTIAL CREDENTIALS APIKEY APIKEYS ' +
    'ADMINPASS DBPASS ROOTPASS RPCPASS SMTPPASS USERPASS'
  ).split(' '),
);
/** Words that many write together with the one before: `PGPASSWORD`, `JWTSECRET`. No other English words end so. */
const joined = /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN)$/;
/** Words that make a name secret as its last one. */
const last = new Set(
  'KEY SALT PEPPER ACCESSKEY APPKEY AUTHKEY ENCRYPTIONKEY MASTERKEY PRIVATEKEY SECRETKEY'.split(' '),
);
/** Two words that make a name secret wherever they stand: `PRIVATE_KEY_HEX`. */
const pairs = /(?:^|_)(?:PRIVATE|API|ENCRYPTION|SIGNING)_KEYS?(?:_|$)/;
/** Keys that are made to be shown. */
const publicKey = /(?:^|_)(?:PUBLIC|PUBLISHABLE|SITE)_?KEYS?$/;
/** Last words of names that tell where a secret is, or which. */
const pointer = new Set('FILE FILES FILENAME PATH PATHS DIR DIRECTORY ID IDS'.split(' '));
const address = new Set('URL URLS URI ENDPOINT'.split(' '));
/** Last words that nothing but a password has: neither a number nor a path behind them is harmless. */
const password = /(?:PASS|PASSWORD|PASSWD|PASSPHRASE|PWD)$/;

/**
 * Whether a value looks secret, and why: by the words of its name (`MONKEY`, `KEYCLOAK_URL` and `PRIMARY_KEY_COLUMN` have
 * none of the table's), or by a password or private key in the value itself. Not: `*_FILE`, `*_PATH`, `*_ID`, public keys,
 * empty values, booleans, small numbers and durations, paths.
 */
export function secretReason(name: string, value: string, choice: SecretChoice = {}): SecretReason | undefined {
  if (choice.plain?.has(name) === true) return undefined;
  if (choice.secret?.has(name) === true) return 'chosen';
  if (privateKey.test(value)) return 'private-key';
  if (credentialSpans(value).length > 0) return 'credentials';
  const words = nameWords(name);
  const end = words.at(-1) ?? '';
  // `NEO4J_AUTH=neo4j/password`, `RPC_AUTH=user:password`
  if (/AUTH$/.test(end) && /^[^\s:/]+[:/][^\s/][^\s]*$/.test(value)) return 'credentials';
  return isSecretName(words, end) && !isHarmless(end, value) ? 'name' : undefined;
}

export function looksSecret(name: string, value: string, choice?: SecretChoice): boolean {
  return secretReason(name, value, choice) !== undefined;
}

/** The words of a name in capitals: split at `_`, `-`, `.`, spaces, and between the words of `camelCase`. */
export function nameWords(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

const privateKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/;
/** Each captures what stands before the password, then the password. */
const credentials = [
  // scheme://user:password@host; the password may hold `@`, a port and path may not stand in its place
  /([a-z][a-z0-9+.-]*:\/\/[^\s/:@?#,]*:)(?!\d{1,5}[/?#,])([^\s@/][^\s/]*)(?=@)/gi,
  // user:password@tcp(host:port)/name, as Go's MySQL driver wants it
  /((?:^|\s)[^\s:@/]+:)([^\s@]+)(?=@(?:tcp|unix)\d?\()/gi,
  // Host=db;Password=x;  host=db password=x  ?user=x&password=y
  /((?:^|[;&?\s])(?:password|passwd|pwd)\s*=\s*)([^\s;&'"]+)/gi,
];

/** Where passwords stand inside a value: in URLs and connection strings. For masking. */
export function credentialSpans(value: string): readonly Span[] {
  const spans: Span[] = [];
  for (const pattern of credentials) {
    for (const match of value.matchAll(pattern)) {
      const start = match.index + (match[1] ?? '').length;
      spans.push({ start, end: start + (match[2] ?? '').length });
    }
  }
  return spans.toSorted((a, b) => a.start - b.start);
}

function isSecretName(words: readonly string[], end: string): boolean {
  const name = words.join('_');
  if (pointer.has(end) || publicKey.test(name)) return false;
  return last.has(end) || pairs.test(name) || words.some((word) => anywhere.has(word) || joined.test(word));
}

function isHarmless(end: string, value: string): boolean {
  const text = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (text === '' || /^(?:true|false|yes|no|on|off|none|null)$/i.test(text)) return true;
  if (end.endsWith('SECRET')) return isPath(text);
  if (password.test(end)) return text.startsWith('/run/secrets/');
  // `SORT_KEY=1`, `TOKEN_TTL=3600`, `PASSWORD_RESET_EXPIRES=5m`
  const number = last.has(end) || anywhere.has(end) ? /^\d{1,4}$/ : /^\d+(?:\.\d+)?(?:ms|[smhdwy])?$/i;
  if (number.test(text)) return true;
  if (address.has(end) && /^https?:\/\/[^\s?]+$/.test(text)) return true;
  return isPath(text);
}

function isPath(text: string): boolean {
  return /^(?:~|\.{1,2}|%[^%/]+%)?\/[\w.@-]+(?:\/[\w.@-]+)+\/?$/.test(text) || /^\.{0,2}\/[\w@-]+\.[a-z]+$/i.test(text);
}
