import type { EnvContext, EnvEntry, EnvFile } from './env-file.ts';
import { envFailure } from './env-file.ts';
import { evaluate, parseTemplate } from './template.ts';

/** Go's `unicode.IsSpace`, and the same without the line feed; JavaScript's `\s` is another set. */
const space = '\\t\\v\\f\\r \\u0085\\u00a0';
const wideSpace = `${space}\\n\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000`;

const gap = new RegExp(`(?:[${wideSpace}]+|#[^\\n]*)*`, 'y');
const inlineSpace = new RegExp(`[${space}]*`, 'y');
const exported = new RegExp(`export(?=[\\t\\n\\f\\r ])[${space}]*`, 'y');
const asciiName = new RegExp(`[A-Za-z0-9_.\\-[\\]${space}]*`, 'y');
const anyName = new RegExp(`[\\p{L}\\p{N}_.\\-[\\]${space}]*`, 'uy');
const spaceCharacter = new RegExp(`[${wideSpace}]`);

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** Classes of Unicode take long to compile: few files need them. */
function skipName(text: string, at: number): number {
  const end = skip(asciiName, text, at);
  return text.charCodeAt(end) > 0x7f ? skip(anyName, text, end) : end;
}

/**
 * Reads an env file: `.env`, `--env-file`, `env_file`, `label_file`. Source: compose-go's dotenv, which is followed in
 * its oddities (a value is cut at ` #` but not at a tab and `#`; text after a closing quote starts a new statement).
 * A bare name that ends the file without a line feed is lost in a value of the empty name, also as there.
 * Messages hold no values: a stray line of a private key is not a variable name, but it is a secret.
 */
export function parseEnvFile(text: string, context: EnvContext): EnvFile {
  const entries: EnvEntry[] = [];
  const known = new Map<string, string>();
  const lookup = (name: string): string | undefined =>
    context.lookup(name) ?? known.get(name) ?? context.earlier?.get(name);

  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    at = skip(gap, text, at);
    if (at >= text.length) return { ok: true, entries };

    const nameStart = skip(exported, text, at);
    const separator = skipName(text, nameStart);
    const sign = text[separator];
    if (sign !== undefined && sign !== '=' && sign !== ':' && sign !== '\n') {
      const character = String.fromCodePoint(text.codePointAt(separator) ?? 0);
      return envFailure(text, separator, `unexpected character "${character}" in a variable name`);
    }
    const name = trimEnd(text.slice(nameStart, separator));
    const nameEnd = nameStart + name.length;
    if (sign === undefined) {
      const place = { nameStart, nameEnd: nameStart, valueStart: nameStart, valueEnd: nameEnd };
      return {
        ok: true,
        entries: [...entries, { name: '', value: name, bare: false, lost: true, ...place, unset: [] }],
      };
    }
    if (name.includes(' ')) return envFailure(text, nameStart, 'a variable name cannot contain a space');

    if (sign === '\n') {
      const value = context.lookup(name);
      const place = { nameStart, nameEnd, valueStart: nameEnd, valueEnd: nameEnd };
      if (name !== '') entries.push({ name, value, bare: true, ...place, unset: [] });
      if (value !== undefined) known.set(name, value);
      at = separator;
      continue;
    }

    const read = readAssigned(text, skip(inlineSpace, text, separator + 1), name, lookup);
    if (!read.ok) return read;
    const { value, unset, valueStart, valueEnd } = read;
    entries.push({ name, value, bare: false, nameStart, nameEnd, valueStart, valueEnd, unset });
    known.set(name, value);
    at = read.next;
  }
}

interface Assigned {
  readonly ok: true;
  readonly value: string;
  readonly unset: readonly string[];
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Where the next statement may start. */
  readonly next: number;
}

/** The value of a name, with its variables filled in. */
function readAssigned(
  text: string,
  valueStart: number,
  name: string,
  lookup: (name: string) => string | undefined,
): Assigned | Extract<EnvFile, { ok: false }> {
  const written = readValue(text, valueStart);
  if (!written) return envFailure(text, valueStart, `unterminated quoted value of "${name}"`);
  const place = { valueStart, valueEnd: written.end, next: written.next };
  if (!written.interpolate) return { ok: true, value: written.value, unset: [], ...place };
  const evaluated = evaluate(parseTemplate(written.value), lookup);
  if (evaluated.ok) return { ok: true, value: evaluated.value, unset: evaluated.unset, ...place };
  // Escapes move what follows them, so that only unquoted values know the place inside.
  const inside = text[valueStart] === '"' ? 0 : evaluated.at;
  const invalid = `invalid interpolation format in the value of "${name}"`;
  return envFailure(text, valueStart + inside, evaluated.problem.kind === 'invalid' ? invalid : evaluated.message);
}

function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && spaceCharacter.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

interface Written {
  readonly value: string;
  readonly interpolate: boolean;
  /** Where the value ends, and where the next statement may start. */
  readonly end: number;
  readonly next: number;
}

/** The value that starts at an offset; undefined when its quote is not closed. */
function readValue(text: string, start: number): Written | undefined {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    const content = quotedContent(text, start, quote);
    if (content === undefined) return undefined;
    const end = start + content.length + 2;
    return quote === '"'
      ? { value: unescape(content), interpolate: true, end, next: end }
      : { value: content.replaceAll("\\'", "'"), interpolate: false, end, next: end };
  }
  const next = lineEndAt(text, start);
  const line = text.slice(start, next);
  const comment = line.indexOf(' #');
  const value = trimEnd(comment < 0 ? line : line.slice(0, comment));
  return { value, interpolate: true, end: start + value.length, next };
}

/** What is between a quote and the next equal one without a backslash. */
function quotedContent(text: string, start: number, quote: string): string | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === quote) return text.slice(start + 1, at);
    if (text[at] === '\\') at += 1;
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  // A literal dollar, as the interpolation that comes next writes it.
  $: '$$',
};

/** The escapes of double quotes. `\0` takes three octal digits; with fewer only the zero goes. Others stay as they are. */
function unescape(content: string): string {
  return content.replace(/\\(?:0(\d{0,3})|([^]))/g, (all, digits: string | undefined, letter: string | undefined) => {
    if (letter !== undefined) return escapes[letter] ?? all;
    const code = /^[0-7]{3}$/.test(digits ?? '') ? Number.parseInt(digits ?? '', 8) : 256;
    return code < 256 ? String.fromCodePoint(code) : `\\${digits}`;
  });
}
