import { remembered } from '../remembered.ts';
import { table } from './table.ts';

/** A text, number, boolean or null on one line, in block context. */
export function yamlScalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return yamlString(value);
    case 'number':
      return yamlNumber(value);
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      if (value === null) return 'null';
      throw new Error(`not a value of YAML: ${typeof value}`);
  }
}

/** A key: a text on one line. Objects have few different ones. */
export const yamlKey = remembered(yamlString, { most: 1000 });

/** What readers of YAML 1.1 or 1.2 take for a boolean, null, merge key or default value, in any case. */
const word = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.inf|\.nan)$/i;
/**
 * All that any reader takes for a number, sexagesimal number or date, and a little more: `012`, `1_000`, `0b1`, `0o17`,
 * `0x1F`, `22:22`, `1e3`, `.5`, `.`, `.e3`, `2024-01-01T00:00:00Z`. A wider net than the grammars: each reader has its own.
 */
const numberLike = /^[-+._]*(?:(?:e[-+]*)?[0-9][0-9a-fxo_:.,+\-tz \t]*)?$/i;
const notPlain = /: |:$| #| $/;
/** What YAML wants escaped, what its readers take for line breaks, and what cannot be in UTF-8. */
const escaped = /["\\\p{Cc}\u2028\u2029\uFEFF\p{Cs}\uFFFE\uFFFF]/gu;

/** Begins with nothing that is an indicator. Classes of Unicode take long to compile: few projects need them. */
const startsPlain = (text: string): boolean =>
  /^(?:[A-Za-z0-9_./$(^;<=\\]|-(?=[^\s-]|-[^\s-]))/.test(text) || (text.charCodeAt(0) > 0x7f && /^\p{L}/u.test(text));

/** Has no control characters and no spaces but U+0020. */
const isOneLine = (text: string): boolean =>
  /^[\x20-\x7e]*$/.test(text) || /^[\x20-\x7e\p{L}\p{M}\p{N}\p{P}\p{S}]*$/u.test(text);

/** Most texts: words and paths that are longer than the words below, and begin like no number. */
const usual = /^[A-DF-Za-df-z/][\w./-]{5,}$/;

/** Plain where every reader takes it for this very text; else in quotes, single ones where they save escapes. */
function yamlString(text: string): string {
  if (usual.test(text)) return text;
  const isPlain = startsPlain(text) && isOneLine(text) && !notPlain.test(text);
  if (isPlain && !word.test(text) && !numberLike.test(text)) return text;
  if (/["\\]/.test(text) && isOneLine(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replace(escaped, escapedCharacter)}"`;
}

const named: Readonly<Record<string, string>> = table({
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
});

function escapedCharacter(character: string): string {
  const code = character.charCodeAt(0);
  // A lone surrogate would become the replacement character in the file in any case.
  if (code >= 0xd800 && code <= 0xdfff) return '\\uFFFD';
  return named[character] ?? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function yamlNumber(number: number): string {
  if (Number.isNaN(number)) return '.nan';
  if (!Number.isFinite(number)) return number > 0 ? '.inf' : '-.inf';
  // For readers of YAML 1.1, `1e21` without a dot is a text.
  return String(number).replace(/^(-?\d)e/, '$1.0e');
}

/**
 * A text of several lines as a literal block: its header (`|`, `|-`, `|2+`) and its lines, each to be indented by two
 * more than the node that holds it. Undefined where a block would not be read back as this text.
 */
export function literalBlock(text: string): { readonly header: string; readonly lines: readonly string[] } | undefined {
  if (!text.includes('\n') || !/^[\n\t\x20-\x7e\xa0-\u2027\u202a-\u{10ffff}]*$/u.test(text)) return undefined;
  // Readers differ on lines of nothing but spaces at the end, and on the rare characters.
  if (/[\p{Cs}\uFEFF\uFFFE\uFFFF]|(?:^|\n)[ \t]+\n*$|^\n*$/u.test(text)) return undefined;
  const lines = text.split('\n');
  const chomping = lines.at(-1) !== '' ? '-' : lines.at(-2) === '' ? '+' : '';
  if (chomping !== '-') lines.pop();
  return { header: `|${/^[ \t\n]/.test(text) ? '2' : ''}${chomping}`, lines };
}
