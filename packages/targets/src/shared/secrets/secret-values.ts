import { remembered } from '../remembered.ts';
import type { NamedSpan, Span } from './named-span.ts';
import { namedValues } from './named-values.ts';
import { isHarmlessSecret, isReference, startsReference } from './secret-names.ts';

/*
 * Secrets that a text shows by itself, whatever its name is. Every expression here is bounded: it looks at a stretch of a
 * length that is written in it and no further, so that a text of a megabyte takes a megabyte's time.
 */

/** Tokens whose issuer gives them a mark of their own, and hashes of passwords. */
const tokens = new RegExp(
  [
    // GitHub, GitLab
    'gh[pousr]_[A-Za-z0-9]{10,255}|github_pat_[A-Za-z0-9_]{10,255}|gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\\w.-]{10,255}',
    // Stripe, webhooks, Slack
    '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{8,255}|whsec_[A-Za-z0-9+/=]{8,255}|xox[abeprs](?:\\.xox[bp])?-[\\w-]{8,255}|xapp-[\\w-]{8,255}',
    // AWS, Google, OpenAI, Anthropic, Hugging Face
    '(?:AKIA|ASIA)[A-Z0-9]{12,128}|AIza[\\w-]{30,64}|ya29\\.[\\w-]{20,255}|sk-(?:ant-|proj-|or-)?[\\w-]{20,255}|hf_[A-Za-z0-9]{20,64}',
    // npm, PyPI, Docker, DigitalOcean, Shopify, SendGrid, Tailscale, Vault, Linear, Grafana
    'npm_[A-Za-z0-9]{20,64}|pypi-[\\w-]{20,255}|dckr_(?:pat|oat)_[\\w-]{16,64}|do[opr]_v1_[a-f0-9]{20,64}|shp(?:at|ss|ca|pa)_[A-Fa-f0-9]{20,64}',
    // Telegram: the number of the bot first
    '\\d{8,10}:AA[\\w-]{32,34}',
    'SG\\.[\\w-]{16,64}\\.[\\w-]{16,64}|tskey-[\\w-]{12,128}|hv[sb]\\.[\\w-]{20,255}|lin_api_[A-Za-z0-9]{20,64}|gl(?:sa|c)_[\\w=+/]{20,255}',
    // JSON Web Tokens and other JSON in base64
    'eyJ[\\w-]{16,4096}(?:\\.[\\w-]{0,4096}){0,4}={0,2}',
  ]
    .map((one) => `(?:${one})`)
    .join('|'),
  'g',
);
const hashes =
  /\$(?:2[abxy]?|apr1|[1567]|y|gy|argon2(?:id|i|d)|scrypt|pbkdf2(?:-[a-z0-9]{1,12})?|bcrypt)\$[\w./+=,$-]{6,512}|\{(?:SSHA|SHA|MD5|CRYPT)(?:256|512)?\}[\w./+=$]{8,256}/g;
/** Addresses that are a secret as a whole. */
const secretAddresses =
  /https:\/\/(?:hooks\.slack\.com\/(?:services|workflows)|(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks|[\w-]{1,63}\.webhook\.office\.com|api\.telegram\.org\/bot\d{1,20}:)[\w./:@-]{8,512}/g;

const beginKey = '-----BEGIN ';
const privateKey = /^-----BEGIN (?:[A-Z0-9]{1,20} ){0,6}PRIVATE KEY(?: BLOCK)?-----/;

/** What a text has that holds a secret besides other things: a space, a sign that gives a value, the parts of an address. */
const composed = /[\s=@>]|:(?:\/\/|["'])/;
/** What each token has, and what each hash. */
const longWord = /[\w.+/=-]{13}/;
const hashMark = /[${]/;

/**
 * Where passwords, tokens and keys are inside a value, by their shape: for masking, and to tell that it is secret. Each text is
 * looked at when secrets are found, when they are decided on, and when they are kept out of what is written.
 */
export const credentialSpans = remembered(foundSpans, { most: 10_000 });

function foundSpans(value: string): readonly NamedSpan[] {
  const tokenSpans = [
    ...(longWord.test(value) ? matches(value, tokens, 'TOKEN') : []),
    ...(hashMark.test(value) ? matches(value, hashes, 'PASSWORD_HASH') : []),
  ];
  // Most texts are a word, a number or a path.
  if (!composed.test(value)) return joined(tokenSpans);
  return joined([
    ...urlPasswords(value),
    ...driverPasswords(value),
    ...connectionPasswords(value),
    ...tokenSpans,
    ...matches(value, secretAddresses, 'WEBHOOK'),
    ...privateKeys(value),
    ...namedValues(value),
  ]);
}

export function holdsCredentials(value: string): boolean {
  return value.length > 4 && credentialSpans(value).length > 0;
}

/** Spans in order, those that overlap as one. */
function joined<T extends Span>(spans: readonly T[]): readonly T[] {
  const result: T[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const before = result.at(-1);
    if (!before || span.start >= before.end) result.push(span);
    else if (span.end > before.end) result[result.length - 1] = { ...before, end: span.end };
  }
  return result;
}

function matches(text: string, pattern: RegExp, name: string): readonly NamedSpan[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { index: start } = match;
    // In the middle of a word it is a part of another text: `task_live_…`, a run of base64.
    const bare = /[A-Za-z0-9]/.test(match[0].charAt(0)) && /[A-Za-z0-9_]/.test(text.charAt(start - 1));
    return bare ? [] : [{ start, end: start + match[0].length, name }];
  });
}

const longestAuthority = 1024;
const endOfAuthority = /[\s/"<>\\^`{|}]/g;

/** `scheme://user:password@host`: the password may hold `@`, a port may not be taken for one. */
function urlPasswords(text: string): readonly NamedSpan[] {
  const spans: NamedSpan[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    if (!/[A-Za-z0-9+.-]/.test(text.charAt(at - 1))) continue;
    const authority = authorityAt(text, start);
    const host = authority.lastIndexOf('@');
    if (host < 0) continue;
    const user = authority.slice(0, host);
    const colon = user.indexOf(':');
    const name = colon < 0 ? user : user.slice(0, colon);
    if (/[@?#,]/.test(name)) continue;
    const secret = colon < 0 ? user : user.slice(colon + 1);
    if (colon < 0 ? !isOpaque(secret) : secret === '' || /^\d{1,5}[?#,]/.test(secret) || isReference(secret)) continue;
    const from = start + (colon < 0 ? 0 : colon + 1);
    spans.push({ start: from, end: from + secret.length, name: 'PASSWORD' });
  }
  return spans;
}

/** What is between `//` and the path; braces belong to it where they are those of a reference. */
function authorityAt(text: string, start: number): string {
  const stretch = text.slice(start, start + longestAuthority);
  endOfAuthority.lastIndex = 0;
  for (let match = endOfAuthority.exec(stretch); match; match = endOfAuthority.exec(stretch)) {
    if (match[0] === '{' || match[0] === '}') continue;
    return stretch.slice(0, match.index);
  }
  return stretch;
}

/** A user that is a key: long, of letters and figures. */
const isOpaque = (text: string): boolean =>
  text.length >= 16 && /^[\w-]+$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text);

/** `user:password@tcp(host:port)/name`, as Go's MySQL driver wants it. */
function driverPasswords(text: string): readonly NamedSpan[] {
  const spans: NamedSpan[] = [];
  for (const { index } of text.matchAll(/@(?:tcp|unix)\d?\(/g)) {
    const before = text.slice(Math.max(0, index - 256), index);
    const pair = /(?:^|[\s"'=])([^\s:@/"'=]{1,128}:)([^\s@"']{1,128})$/.exec(before);
    if (!pair || isReference(pair[2] ?? '')) continue;
    spans.push({ start: index - (pair[2] ?? '').length, end: index, name: 'PASSWORD' });
  }
  return spans;
}

/** `Host=db;Password=x`, `host=db password=x`, `?user=x&password=y` */
const connection = /(?<![^;&?\s"'])((?:password|passwd|pwd)\s{0,8}=\s{0,8})([^\s;&'"]{1,1024})/gi;

function connectionPasswords(text: string): readonly NamedSpan[] {
  return [...text.matchAll(connection)].flatMap(({ 1: lead = '', 2: secret = '', index }) => {
    const start = index + lead.length;
    return startsReference(secret) || isHarmlessSecret('password', secret)
      ? []
      : [{ start, end: start + secret.length, name: 'PASSWORD' }];
  });
}

function privateKeys(text: string): readonly NamedSpan[] {
  const spans: NamedSpan[] = [];
  for (let at = text.indexOf(beginKey); at >= 0; at = text.indexOf(beginKey, at + beginKey.length)) {
    if (!privateKey.test(text.slice(at, at + 200))) continue;
    const end = text.indexOf('-----END ', at);
    const line = end < 0 ? -1 : text.indexOf('-----', end + 9);
    const stop = line < 0 ? text.length : line + 5;
    spans.push({ start: at, end: stop, name: 'PRIVATE_KEY' });
    at = stop - beginKey.length;
  }
  return spans;
}
