import type { MarkedLine } from './print-diagnostic.ts';

/** Whether the value of a variable, key or option is a secret. */
export type LooksSecret = (name: string, value: string) => boolean;

const mask = '******';

/** `NAME: value`, `- NAME=value`, `export NAME=value`, with the value in any quotes. */
const assignment = /^(\s*(?:- +)*["']?(?:export +)?)([\w.-]+)(["']?(?:\s*=|:\s+)\s*)(?=\S)/;

/**
 * A line of source without its secret: the value that it gives to a name, or all of it when it belongs to the value of
 * `within`, the key that the diagnostic is about.
 */
export function maskLine(line: MarkedLine, within: string | undefined, looksSecret: LooksSecret): MarkedLine {
  const [all = '', lead = '', name = '', sign = ''] = assignment.exec(line.text) ?? [];
  const value = line.text.slice(all.length);
  if (all !== '' && looksSecret(name, value)) return masked(line, lead.length + name.length + sign.length);
  const indentation = /^\s*(?:- +)*/.exec(line.text)?.[0].length ?? 0;
  const holder = within !== undefined && all === '' && looksSecret(within, line.text.slice(indentation));
  return holder ? masked(line, indentation) : line;
}

function masked({ text, start, end }: MarkedLine, from: number): MarkedLine {
  const shown = `${text.slice(0, from)}${mask}`;
  const place = (offset: number): number => (offset <= from ? offset : shown.length);
  return { text: shown, start: start < from ? start : from, end: place(end) };
}
