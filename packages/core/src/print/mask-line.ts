import type { MarkedLine } from './print-diagnostic.ts';

/** Whether the value of a variable, key or option is a secret. */
export type LooksSecret = (name: string, value: string) => boolean;

/** Where secrets are in a text, whatever its name is: passwords in addresses, tokens. In order. */
export type SecretSpans = (text: string) => readonly { readonly start: number; readonly end: number }[];

const mask = '******';

/** `NAME: value`, `NAME=value`, `"NAME": "value"`, anywhere in a line, and `NAME:value`, where a space is missing. */
const assignments = /(?<![\w.-])([\w.-]{1,200})(["']?\s{0,80}[:=]\s{0,80})(?=\S)/g;

/** As much of a line is looked at; what is behind it is masked, because nobody knows what it is. */
const longestLine = 4096;
/** As much of a value is looked at to tell whether it is a secret. */
const longestValue = 1024;

/**
 * A line of source without its secret: from the value that it gives to a secret name to its end, or all of it when it
 * belongs to the value of `within`, the key that the diagnostic is about; else what is secret by itself.
 */
export function maskLine(
  line: MarkedLine,
  within: string | undefined,
  looksSecret: LooksSecret,
  secretSpans: SecretSpans = () => [],
): MarkedLine {
  if (line.text.length > longestLine) {
    const head = { text: line.text.slice(0, longestLine), start: line.start, end: line.end };
    return masked(maskLine(head, within, looksSecret, secretSpans), longestLine);
  }
  let assigns = false;
  for (const { 0: all, 1: name = '', index } of line.text.matchAll(assignments)) {
    assigns = true;
    const from = index + all.length;
    if (looksSecret(name, valueIn(line.text.slice(from, from + longestValue)))) return masked(line, from);
  }
  const content = /^\s*(?:- +)*/.exec(line.text)?.[0].length ?? 0;
  const held = !assigns && within !== undefined && looksSecret(within, valueIn(line.text.slice(content)));
  const [first] = secretSpans(line.text);
  return held ? masked(line, content) : first ? masked(line, first.start) : line;
}

/** What the rest of a line says, without quotes, closing brackets and comment. */
function valueIn(rest: string): string {
  const comment = rest.search(/\s#/);
  const text = comment < 0 ? rest : rest.slice(0, comment);
  let end = text.length;
  while (end > 0 && /[\s,}\]]/.test(text.charAt(end - 1))) end -= 1;
  const quoted = /^["']/.test(text);
  if (end > 0 && /["']/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(quoted ? 1 : 0, Math.max(quoted ? 1 : 0, end));
}

function masked({ text, start, end }: MarkedLine, from: number): MarkedLine {
  if (from > text.length) return { text, start, end };
  const shown = `${text.slice(0, from)}${mask}`;
  return { text: shown, start: Math.min(start, from), end: end <= from ? end : shown.length };
}
