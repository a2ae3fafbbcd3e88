import type { MarkedLine } from './print-diagnostic.ts';

/** Whether the value of a variable, key or option is a secret. */
export type LooksSecret = (name: string, value: string) => boolean;

const mask = '******';

/** `NAME: value`, `NAME=value`, `"NAME": "value"`, anywhere in a line, and `NAME:value`, where a space is missing. */
const assignments = /([\w.-]+)(["']?\s*[:=]\s*)(?=\S)/g;

/**
 * A line of source without its secret: from the value that it gives to a secret name to its end, or all of it when it
 * belongs to the value of `within`, the key that the diagnostic is about.
 */
export function maskLine(line: MarkedLine, within: string | undefined, looksSecret: LooksSecret): MarkedLine {
  let assigns = false;
  for (const { 0: all, 1: name = '', index } of line.text.matchAll(assignments)) {
    assigns = true;
    const from = index + all.length;
    if (looksSecret(name, valueIn(line.text.slice(from)))) return masked(line, from);
  }
  const content = /^\s*(?:- +)*/.exec(line.text)?.[0].length ?? 0;
  const held = !assigns && within !== undefined && looksSecret(within, valueIn(line.text.slice(content)));
  return held ? masked(line, content) : line;
}

/** What the rest of a line says, without quotes, closing brackets and comment. */
function valueIn(rest: string): string {
  return rest.replace(/\s#.*$/, '').replace(/^["']|["']?[\s,}\]]*$/g, '');
}

function masked({ text, start, end }: MarkedLine, from: number): MarkedLine {
  const shown = `${text.slice(0, from)}${mask}`;
  return { text: shown, start: Math.min(start, from), end: end <= from ? end : shown.length };
}
