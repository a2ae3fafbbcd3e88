import type { Cursor } from './cursor.ts';
import type { Token } from './token.ts';

const header = /[|>](?:([+-])([0-9])?|([0-9])([+-])?)?/y;

/**
 * The text of a block (`|` or `>`) below a collection that is indented so far, and the empty lines behind it.
 * Source: libyaml's `yaml_parser_scan_block_scalar`.
 */
export function blockScalar(cursor: Cursor, parent: number): Token {
  const { text } = cursor;
  const start = cursor.at;
  header.lastIndex = start;
  const [written = '', sign, digit, otherDigit, otherSign] = header.exec(text) ?? [];
  const isLiteral = written.startsWith('|');
  const chomping = sign ?? otherSign;
  const increment = digit ?? otherDigit;
  cursor.at += written.length;
  if (increment === '0') cursor.fault('block-header', cursor.at - 1, cursor.at, start);
  cursor.skipBlanks();
  if (text[cursor.at] !== '#' && !cursor.isBreak() && !cursor.isEnd())
    cursor.fault('block-header', cursor.at, cursor.at + 1, start);
  cursor.toLineEnd();
  cursor.takeBreak();

  const parts: string[] = [];
  const lead = leadingLines(cursor, increment ? Math.max(parent, 0) + Number(increment) : undefined, parent, start);
  const { indent } = lead;
  let { breaks, end, tabbed } = lead;
  let lineBreak = '';
  let wasBlank = false;
  while ((cursor.column === indent || tabbed) && !cursor.isEnd()) {
    const isBlank = cursor.isBlank();
    const folds = !isLiteral && !wasBlank && !isBlank && lineBreak === '\n';
    parts.push(folds ? (breaks === '' ? ' ' : '') : lineBreak, breaks);
    wasBlank = isBlank;
    const from = cursor.at;
    cursor.toLineEnd();
    parts.push(text.slice(from, cursor.at));
    lineBreak = cursor.takeBreak();
    ({ breaks, end, tabbed } = leadingLines(cursor, indent, parent, start));
  }
  if (chomping !== '-') parts.push(lineBreak);
  if (chomping === '+') parts.push(breaks);
  return { kind: 'scalar', start, end, value: parts.join(''), handle: '', plain: false };
}

interface LeadingLines {
  readonly breaks: string;
  readonly end: number;
  readonly indent: number;
  /** A tab is where the indentation should go on: the line is taken for one of the block. */
  readonly tabbed: boolean;
}

/** The empty lines at hand, and the indentation of the next one, which is looked for where it is not known. */
function leadingLines(cursor: Cursor, known: number | undefined, parent: number, start: number): LeadingLines {
  let breaks = '';
  let { at: end } = cursor;
  let widest = 0;
  for (;;) {
    while (cursor.text.charCodeAt(cursor.at) === 32 && (known === undefined || cursor.column < known)) cursor.at += 1;
    widest = Math.max(widest, cursor.column);
    const tabbed = cursor.text[cursor.at] === '\t' && (known === undefined || cursor.column < known);
    if (tabbed && cursor.faults.at(-1)?.from !== start) cursor.fault('block-tab', cursor.at, cursor.at + 1, start);
    if (!cursor.isBreak()) return { breaks, end, tabbed, indent: known ?? Math.max(widest, parent + 1, 0) };
    breaks += cursor.takeBreak();
    end = cursor.at;
  }
}
