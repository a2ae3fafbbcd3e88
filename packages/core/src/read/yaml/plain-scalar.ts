import type { Cursor } from './cursor.ts';
import { blankOrEnd, folded } from './cursor.ts';
import type { Token } from './token.ts';

// The words of one line: a colon belongs to them unless a space follows, and a `#` unless one is before it. In
// brackets other signs end them too. Source: libyaml's `yaml_parser_scan_plain_scalar`, as go-yaml has it.
const inBlock = `[^${blankOrEnd}:]`;
const blockColon = `:(?![${blankOrEnd}])`;
const blockWords = new RegExp(
  `${inBlock}*(?:(?:${blockColon}|[ \\t]+(?=[^${blankOrEnd}#:]|${blockColon}))${inBlock}*)*`,
  'y',
);
const inFlow = `[^${blankOrEnd}:?,[\\]{}]`;
const flowSign = `(?::(?![${blankOrEnd},\\]}])|\\?(?![${blankOrEnd}]))`;
const flowWords = new RegExp(
  `${inFlow}*(?:(?:${flowSign}|[ \\t]+(?=[^${blankOrEnd}#:?,[\\]{}]|${flowSign}))${inFlow}*)*`,
  'y',
);

/** A scalar without quotes, whose later lines are indented as far as that at least. */
export function plainScalar(cursor: Cursor, indent: number, flow: boolean): Token {
  const { text } = cursor;
  const words = flow ? flowWords : blockWords;
  const start = cursor.at;
  let value = '';
  let end = start;
  let first = '';
  let more = '';
  let broken = false;
  for (;;) {
    if (broken && (cursor.isDocumentMark() || text[cursor.at] === '#')) break;
    const from = cursor.at;
    cursor.skip(words);
    if (cursor.at > from) {
      value += (broken ? folded(first, more) : '') + text.slice(from, cursor.at);
      end = cursor.at;
      broken = false;
      first = '';
      more = '';
    }
    if (!cursor.isBlank() && !cursor.isBreak()) break;
    cursor.skipBlanks();
    if (!cursor.isBreak()) break;
    first = cursor.takeBreak();
    broken = true;
    more = blankLines(cursor, indent, start);
    if (!flow && cursor.column < indent) break;
  }
  return { kind: 'scalar', start, end, value, handle: '', plain: true };
}

/** Goes to the next content; gives the line breaks before it. */
function blankLines(cursor: Cursor, indent: number, start: number): string {
  let breaks = '';
  for (;;) {
    cursor.skipSpaces();
    if (cursor.isBlank() && cursor.column < indent) cursor.fault('tab', cursor.at, cursor.at + 1, start);
    cursor.skipBlanks();
    if (!cursor.isBreak()) return breaks;
    breaks += cursor.takeBreak();
  }
}
