import { remembered } from '../remembered.ts';

/** The words of a text, to be asked for. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that make a name secret wherever they occur in it. */
const anywhere = wordSet(
  'PASS PASSWORD PASSWORDS PASSWD PASSWRD PASSPHRASE PWD PSWD PSW PW PSK SECRET SECRETS TOKEN TOKENS CREDENTIAL CREDENTIALS CREDS ' +
    'APIKEY APIKEYS PASSCODE MNEMONIC',
);
/** Words that many write together with others: `PGPASSWORD`, `JWTSECRET`, `RCONPW`, `APP_SECRETKEYS`. No other English words end so. */
const joined = /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|PW)$|(?:SECRET|PRIVATE)_?KEYS?/;
/** `MASTERPASS`, `DBPASS`; these are other words. */
const joinedPass = /PASS$/;
const otherPass = /(?:COM|BY|SUR|TRES|OVER|UNDER|KEE|KEEP|ROSEN|MULTI|BUS|GATE|MOUNTAIN|RENDER)PASS$/;
/** Words that make a name secret as its last one. */
const last = wordSet('KEY SALT PEPPER ACCESSKEY APPKEY AUTHKEY ENCRYPTIONKEY MASTERKEY PASSKEY');
/** Several words that make a name secret wherever they occur: `PRIVATE_KEY_HEX`, `S3_ACCESS_KEY_ENCRYPTION`. */
const phrases =
  /(?:^|_)(?:(?:PRIVATE|API|ENCRYPTION|SIGNING|ACCESS|MASTER|SESSION|PRESHARED)_KEYS?|KEY_(?:ENCRYPTION|HASH)|AUTH_CODE|SEED_PHRASE|RECOVERY_CODES?)(?:_|$)/;
/** Variables that platforms fill in with what they made up; any word may follow. Source: Coolify, magic variables. */
const madeUp = /^SERVICE_(?:PASSWORD|(?:REAL)?BASE64|HEX)_/;
/** Keys that are made to be shown. */
const publicKey = /(?:^|_)(?:PUBLIC|PUBLISHABLE|SITE)_?KEYS?$/;
/** Keys of data, not of locks. */
const dataKey =
  /(?:^|_)(?:PRIMARY|SORT|ROUTING|PARTITION|SHARD|FOREIGN|CACHE|PREFIX|HOT|BINDING|GROUP|GROUPING|ROW|OBJECT|INDEX|LOOKUP|SHORTCUT|TRANSLATION|I18N|UNIQUE|DEDUP|DEDUPLICATION|IDEMPOTENCY|LOCK|MESSAGE|METADATA|CONFIG|META|REGISTRY|ANNOTATION|LABEL|TAG|SSH_HOST|RECORD)_KEYS?$/;
/** Words beside which such a key is one of a lock after all: `ENCRYPTION_PRIMARY_KEY`. */
const lock = /(?:^|_)(?:ENCRYPTION|SIGNING|SECRET|PRIVATE|API|AUTH)_/;
/** Last words of names that tell where a secret is, which, or how it is treated. */
const pointer = wordSet(
  'FILE FILES FILENAME FILEPATH PATH PATHS DIR DIRECTORY FOLDER ID IDS NAME NAMES HEADER HEADERS HASHER ALGORITHM ALG TYPE ' +
    'TYPES MODE LENGTH POLICY COLUMN FIELD PREFIX SUFFIX TTL EXPIRY EXPIRES EXPIRATION LIFETIME TIMEOUT DURATION AGE ENABLED ' +
    'DISABLED REQUIRED ISSUER AUDIENCE SIZE COUNT HOST HOSTNAME PORT LANGUAGE LIMIT INTERVAL STRENGTH PROVIDER METHOD ' +
    'FORMAT USER USERS USERNAME DOMAIN REGION VERSION ROUNDS ITERATIONS COST SCOPE SCOPES BACKEND DRIVER CLASS',
);
/** Whether the last word of a name says that the value is not the secret itself. */
export const isPointer = (end: string): boolean => pointer.has(end);
/** What is a secret all the same. Source: Vault, "dev server mode". */
const secretPointer = /(?:^|_)ROOT_TOKEN_ID$/;
export const addressWords: ReadonlySet<string> = wordSet('URL URLS URI ENDPOINT ENDPOINTS');
/** Last words that nothing but a password has: neither a number nor a path behind them is harmless. */
const password = /(?:PASS|PASSWORD|PASSWD|PASSWRD|PASSPHRASE|PWD|PSWD|PSW|PW|PSK)$/;

/** The longest name that has words: a longer one is not a name. */
const longestName = 256;

/** The words of a name in capitals: split at `_`, `-`, `.`, spaces, and between the words of `camelCase`. */
export function nameWords(name: string): readonly string[] {
  return name
    .slice(-longestName)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
}

/** The words without the number behind a name: `KEY_V1`, `SIGNING_KEY_2`. */
export function unnumbered(words: readonly string[]): readonly string[] {
  return words.length > 1 && /^V?\d{1,3}$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : words;
}

/** Whether the words of a name alone make it that of a secret, whatever the value is. */
export function isNameOfSecret(name: string): boolean {
  return judge(name).secret;
}

/** What the words of a name say: whether it is that of a secret, and its last word. Texts repeat few names many times. */
const judge = remembered(
  (name): Judgement => {
    const all = unnumbered(nameWords(name));
    const end = all.at(-1) ?? '';
    return { secret: isSecretName(all, end), end };
  },
  { most: 1000 },
);

interface Judgement {
  readonly secret: boolean;
  readonly end: string;
}

/** Whether a value under the name of a secret is none after all. */
export function isHarmlessSecret(name: string, value: string): boolean {
  return isReference(value) || isHarmless(judge(name).end, value);
}

export function isSecretName(all: readonly string[], end: string): boolean {
  const name = all.join('_');
  if (madeUp.test(name) || secretPointer.test(name)) return true;
  if (pointer.has(end) || publicKey.test(name)) return false;
  if (dataKey.test(name) && !lock.test(name)) return false;
  if (last.has(end) || phrases.test(name)) return true;
  return all.some(
    (word) => anywhere.has(word) || joined.test(word) || (joinedPass.test(word) && !otherPass.test(word)),
  );
}

export function isHarmless(end: string, value: string): boolean {
  const text = unquoted(value.trim());
  if (text === '' || /^(?:true|false|yes|no|on|off|none|null|enabled|disabled)$/i.test(text)) return true;
  if (end === 'CREDENTIALS' && /^(?:include|omit|same-origin)$/.test(text)) return true;
  if (end.endsWith('SECRET')) return isPath(text);
  // `PROXY_PASS` of nginx is an address.
  if (end === 'PASS' && /^https?:\/\/[^\s@?]+$/.test(text)) return true;
  if (password.test(end)) return text.startsWith('/run/secrets/');
  // `SORT_KEY=1`, `TOKEN_TTL=3600`, `PASSWORD_RESET_EXPIRES=5m`
  const number = last.has(end) || anywhere.has(end) ? /^\d{1,4}$/ : /^\d+(?:\.\d+)?(?:ms|[smhdwy])?$/i;
  if (number.test(text)) return true;
  if (addressWords.has(end) && /^https?:\/\/[^\s?]+$/.test(text)) return true;
  return isPath(text);
}

function unquoted(text: string): string {
  const first = text.charAt(0);
  return text.length > 1 && (first === '"' || first === "'") && text.endsWith(first) ? text.slice(1, -1) : text;
}

/** A longer text is not a path that a key is kept at. */
const longestPath = 1024;

function isPath(text: string): boolean {
  if (text.length > longestPath) return false;
  return (
    /^(?:~|\.{1,2}|%[^%/]+%)?\/[\w.@-]+(?:\/[\w.@-]+)+\/?$/.test(text) ||
    /^(?:\.{0,2}\/)?(?:[\w@-][\w.@-]*\/)*[\w@-][\w@.-]*\.(?:key|pem|crt|cer|cert|p12|pfx|jks|json|ya?ml|txt|conf|asc|gpg|pub|secret|token)$/i.test(
      text,
    ) ||
    /^\.{0,2}\/[\w@-]+\.[a-z]+$/i.test(text)
  );
}

/** Whether a text begins with a reference to another value. */
export const startsReference = (text: string): boolean => /^["']?(?:\$[\w{(]|`|\{\{|%[\w(])/.test(text);

/** Whether a value is nothing but a reference to another one: `$PASSWORD`, `${PASSWORD:-}`, `{{ .Env.PASSWORD }}`. */
export function isReference(value: string): boolean {
  const text = value.trim();
  if (text.length > 1024) return false;
  return (
    /^\$\{?\w+\}?$|^\$[{(][^{}]*[})]$|^`[^`]*`$|^\{\{[^{}]*\}\}$|^%\w+%$|^%\([\w.]+\)s$|^@[\w.]+@$|^__\w+__$/.test(
      text,
    ) || /^(?:process\.env|os\.environ|os\.getenv|getenv|env|ENV|System\.getenv|secrets)\b[\s.([]/.test(text)
  );
}
