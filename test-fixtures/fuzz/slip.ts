import type { Random } from './random.ts';

/** A change that people make by accident, with the name of its kind. */
export interface Slip {
  readonly kind: string;
  readonly text: string;
}

type Change = (text: string, random: Random) => string | undefined;

/** Takes out, or replaces, one of the places where a text holds an expression. */
function changed(
  text: string,
  random: Random,
  places: RegExp,
  by: string | ((found: string) => string),
): string | undefined {
  const found = [...text.matchAll(places)];
  if (found.length === 0) return undefined;
  const { 0: written, index } = random.pick(found);
  return text.slice(0, index) + (typeof by === 'string' ? by : by(written)) + text.slice(index + written.length);
}

/** A change of the lines; `at` is the place of one with content. */
function ofLines(change: (lines: string[], at: number, random: Random) => void): Change {
  return (text, random) => {
    const lines = text.split('\n');
    const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
    if (filled.length === 0) return undefined;
    change(lines, random.pick(filled), random);
    return lines.join('\n');
  };
}

const indentation = (line: string): string => /^ */.exec(line)?.[0] ?? '';

const kinds: Readonly<Record<string, Change>> = {
  'dropped dash': (text, random) =>
    changed(text, random, /^ *- /gm, (found) => found.replace('- ', random.below(2) ? '' : '  ')),
  'dropped space behind a dash': (text, random) => changed(text, random, /^ *- /gm, (found) => found.slice(0, -1)),
  'dropped colon': (text, random) => changed(text, random, /:(?=\s)/g, ''),
  'dropped space behind a colon': (text, random) => changed(text, random, /: /g, ':'),
  'dropped quote': (text, random) => changed(text, random, /["']/g, ''),
  'typographic quotes': (text, random) => changed(text, random, /"[^"\n]*"/g, (found) => `“${found.slice(1, -1)}”`),
  'dropped letter': (text, random) => changed(text, random, /[A-Za-z0-9_]/g, ''),
  'dropped letter of a key': (text, random) => changed(text, random, /[A-Za-z_](?=[A-Za-z_]*:)/g, ''),
  'doubled letter of a key': (text, random) =>
    changed(text, random, /[A-Za-z_](?=[A-Za-z_]*:)/g, (found) => found + found),
  'swapped letters of a key': (text, random) =>
    changed(text, random, /[A-Za-z_]{2}(?=[A-Za-z_]*:)/g, (found) => `${found[1]}${found[0]}`),
  'dropped bracket or brace': (text, random) => changed(text, random, /[[\]{}]/g, ''),
  'tab as indentation': (text, random) =>
    changed(text, random, /^ +/gm, (found) => '\t'.repeat(Math.max(1, found.length >> 1))),
  'tab in an indentation': (text, random) => changed(text, random, /^ {2,}/gm, (found) => `${found.slice(0, -2)}\t`),
  'tabs as indentation': (text) => text.replace(/^( {2})+/gm, (found) => '\t'.repeat(found.length / 2)),
  'no-break space': (text, random) => changed(text, random, / /g, '\u00a0'),
  'zero width space': (text, random) => changed(text, random, /[A-Za-z:-]/g, (found) => `${found}\u200b`),
  'byte order mark inside': (text, random) => changed(text, random, /^/gm, '\ufeff'),
  'a space more': ofLines((lines, at) => (lines[at] = ` ${lines[at]}`)),
  'a space less': ofLines((lines, at) => (lines[at] = (lines[at] ?? '').replace(/^ /, ''))),
  'a level deeper': ofLines((lines, at) => (lines[at] = `  ${lines[at]}`)),
  'a level further out': ofLines((lines, at) => (lines[at] = (lines[at] ?? '').replace(/^ {2}/, ''))),
  'lost line': ofLines((lines, at) => lines.splice(at, 1)),
  'doubled line': ofLines((lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  'moved line': ofLines((lines, at, random) => {
    const [line = ''] = lines.splice(at, 1);
    lines.splice(random.below(lines.length + 1), 0, line);
  }),
  'joined lines': ofLines((lines, at) =>
    lines.splice(at, 2, `${lines[at] ?? ''} ${(lines[at + 1] ?? '').trimStart()}`),
  ),
  'swapped keys': ofLines((lines, at) => {
    const next = lines.findIndex((line, index) => index > at && indentation(line) === indentation(lines[at] ?? ''));
    const [one = '', other = ''] = [lines[at], lines[next]];
    const key = /^([ -]*)([\w.-]+)(?=:)/;
    if (next < 0 || !key.test(one) || !key.test(other)) return;
    lines[at] = one.replace(key, `$1${key.exec(other)?.[2]}`);
    lines[next] = other.replace(key, `$1${key.exec(one)?.[2]}`);
  }),
  'swapped lines': ofLines((lines, at) => {
    if (at + 1 < lines.length) [lines[at], lines[at + 1]] = [lines[at + 1] ?? '', lines[at] ?? ''];
  }),
  'merge conflict': ofLines((lines, at, random) => {
    const end = Math.min(lines.length, at + 1 + random.below(4));
    const ours = lines.slice(at, end);
    const theirs = ours.map((line) => (random.below(2) ? line : line.replace(/[a-z]/, 'q')));
    lines.splice(at, end - at, '<<<<<<< HEAD', ...ours, '=======', ...theirs, '>>>>>>> feature');
  }),
};

/** A text with one slip, of a kind that has a place in it. */
export function slipped(text: string, random: Random): Slip {
  for (let turn = 0; turn < 20; turn += 1) {
    const kind = random.pick(Object.keys(kinds));
    const after = kinds[kind]?.(text, random) ?? text;
    if (after !== text) return { kind, text: after };
  }
  return { kind: 'none', text };
}
