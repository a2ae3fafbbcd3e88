import {
  addressWords,
  isHarmless,
  isPointer,
  isReference,
  isSecretName,
  nameWords,
  unnumbered,
  wordSet,
} from './secret-names.ts';
import { holdsCredentials } from './secret-values.ts';

/** Why a value is treated as a secret. */
export type SecretReason =
  /** The words of its name say so. */
  | 'name'
  /** A URL or connection string with a password in it, a token of a known shape, a private key, a hash of a password, a long random text. */
  | 'credentials'
  /** The user said so. */
  | 'chosen';

/** The user's own word, by exact name; it beats the table both ways. */
export interface SecretChoice {
  readonly secret?: ReadonlySet<string> | undefined;
  readonly plain?: ReadonlySet<string> | undefined;
}

/**
 * Words that make a name secret as its last one where the value is none that people choose to be read: not a word, a
 * number, an address.
 */
const likely = wordSet('KEYS COOKIE AUTH SEED ENTROPY PAT DSN RPCAUTH AUTHORIZATION');

/**
 * Whether a value looks secret, and why: by the words of its name (`MONKEY`, `KEYCLOAK_URL` and `PRIMARY_KEY` have
 * none of the table's), or by credentials in the value itself. Not: `*_FILE`, `*_PATH`, `*_ID`, public keys, empty values,
 * booleans, small numbers and durations, paths, references to a variable.
 */
export function secretReason(name: string, value: string, choice: SecretChoice = {}): SecretReason | undefined {
  if (choice.plain?.has(name) === true) return undefined;
  if (choice.secret?.has(name) === true) return 'chosen';
  if (holdsCredentials(value)) return 'credentials';
  // The prefix of a label is a program's name: secret.reloader.stakater.com/reload.
  const all = unnumbered(nameWords(name.slice(name.lastIndexOf('/') + 1)));
  const end = all.at(-1) ?? '';
  if (isReference(value)) return undefined;
  if (isPairOfUser(end, value)) return 'credentials';
  const webhook = end === 'WEBHOOK' || end === 'WEBHOOKURL' || (all.at(-2) === 'WEBHOOK' && addressWords.has(end));
  if (webhook && isSecretAddress(value)) return 'name';
  if (likely.has(end) && !all.some((word) => word === 'PUBLIC' || word === 'NO')) {
    return isChosenToBeRead(value) || isHarmless(end, value) ? undefined : 'name';
  }
  if (isSecretName(all, end)) return isHarmless(end, value) ? undefined : 'name';
  return isRandom(value) && !all.some((word) => toldApart.has(word)) && !isPointer(end) ? 'credentials' : undefined;
}

/** Words of names whose values look random and are shown: what tells one build, file or thing from another. */
const toldApart = wordSet(
  'SHA SHA1 SHA256 SHA512 MD5 HASH HASHES DIGEST CHECKSUM COMMIT REVISION REV REF BUILD TAG IMAGE FINGERPRINT PUBLIC UUID GUID ID ' +
    'IDS ETAG CLUSTER CERT CERTIFICATE CHAIN CONTRACT ADDRESS ADDRESSES WALLET GENESIS RELEASE VERSION',
);

/** A text that nobody writes by hand, and a program makes to be a key: 32 figures or more, of hexadecimal or of base64. */
export function isRandom(value: string): boolean {
  const text = value.trim();
  if (text.length < 32 || text.length > 1024) return false;
  if (/^[0-9a-f]+$/.test(text) || /^[0-9A-F]+$/.test(text)) return /[a-f]/i.test(text) && /\d/.test(text);
  if (!/^[\w+/-]+={0,2}$/.test(text)) return false;
  // Words and paths have few figures, and few capitals within.
  const changes = [...text.matchAll(/[a-z][A-Z0-9]|[A-Z][0-9]|[0-9][A-Za-z]/g)].length;
  return /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && changes * 4 >= text.length;
}

export function looksSecret(name: string, value: string, choice?: SecretChoice): boolean {
  return secretReason(name, value, choice) !== undefined;
}

/** `NEO4J_AUTH=neo4j/password`, `RPC_AUTH=user:password`, `USER=user:password`; not `1000:1000`. */
function isPairOfUser(end: string, value: string): boolean {
  if (value.length > 1024) return false;
  if (/AUTH$/.test(end)) return /^[^\s:/]+[:/][^\s/]\S*$/.test(value);
  if (!/^(?:USERS?|AUTH_?USERS?|LOGINS?)$/.test(end)) return false;
  const pair = /^([^\s:/@]+):([^\s:/@]{3}[^\s/]*)$/.exec(value);
  return pair !== null && pair[1] !== pair[2] && !/^\d+$/.test(pair[2] ?? '');
}

/** An address whose path has a part that nobody can guess. */
function isSecretAddress(value: string): boolean {
  const path = /^https?:\/\/[^\s/]{1,255}(\/\S{0,1024})$/.exec(value)?.[1] ?? '';
  return path.split(/[/?&=]/).some((part) => part.length >= 10 && /\d/.test(part) && /[A-Za-z]/.test(part));
}

/** Words, names of hosts, addresses without credentials, lists of settings: nobody keeps them from being read. */
function isChosenToBeRead(value: string): boolean {
  const text = value.trim();
  if (text.length > 1024) return false;
  return /^[A-Za-z]+(?:[-_. ,][A-Za-z]+)*\d{0,2}$/.test(text) || /^[\d.,\s-]+$/.test(text) || isPlainAddress(text);
}

/** An address that names no user; `https://KEY@host` is the DSN of a collector of errors. */
const isPlainAddress = (text: string): boolean =>
  /^[\w.-]*:\S*$|^\[.*\]$|^[\w.,-]+\.[a-z]{2,}$/s.test(text) && !/@/.test(text);
