import type { Cursor } from './cursor.ts';
import { blankOrEnd, folded } from './cursor.ts';

const singleWord = new RegExp(`(?:[^'${blankOrEnd}]|'')+`, 'y');
const doubleWord = new RegExp(`[^"\\\\${blankOrEnd}]+`, 'y');
const singleLine = /'[^'\0\n\r\u2028\u2029]*(?:''[^'\0\n\r\u2028\u2029]*)*'(?!')/y;
const doubleLine = /"[^"\\\0\n\r\u2028\u2029]*"/y;

/** What is behind a backslash, and for what. Source: go-yaml's `scanFlowScalar`, which knows no `\/`. */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The text of a scalar in quotes, behind which the cursor goes. */
export function quotedScalar(cursor: Cursor): string {
  const start = cursor.at;
  const quote = cursor.text.charAt(start);
  if (cursor.skip(quote === '"' ? doubleLine : singleLine)) {
    const whole = cursor.text.slice(start + 1, cursor.at - 1);
    return quote === "'" && whole.includes("'") ? whole.replaceAll("''", "'") : whole;
  }
  return longScalar(cursor, quote);
}

/** One of several lines, or with escape sequences. */
function longScalar(cursor: Cursor, quote: string): string {
  const start = cursor.at;
  const parts: string[] = [];
  cursor.at += 1;
  for (;;) {
    if (cursor.isEnd() || cursor.isDocumentMark()) {
      cursor.fault('quote', start, cursor.at, start);
      return parts.join('');
    }
    const escaped = quote === '"' ? doubleWords(cursor, parts) : singleWords(cursor, parts);
    if (cursor.text[cursor.at] === quote) {
      cursor.at += 1;
      return parts.join('');
    }
    parts.push(blanksBetween(cursor, escaped));
  }
}

function singleWords(cursor: Cursor, parts: string[]): false {
  const from = cursor.at;
  if (cursor.skip(singleWord)) parts.push(cursor.text.slice(from, cursor.at).replaceAll("''", "'"));
  return false;
}

/** What is before the next blank or the closing quote; whether a backslash ends the line. */
function doubleWords(cursor: Cursor, parts: string[]): boolean {
  for (;;) {
    const from = cursor.at;
    if (cursor.skip(doubleWord)) parts.push(cursor.text.slice(from, cursor.at));
    if (cursor.text[cursor.at] !== '\\') return false;
    cursor.at += 1;
    if (cursor.isBreak()) {
      cursor.takeBreak();
      return true;
    }
    parts.push(escapeSequence(cursor));
  }
}

function escapeSequence(cursor: Cursor): string {
  const start = cursor.at - 1;
  const letter = cursor.text.charAt(cursor.at);
  const length = hexLengths[letter] ?? 0;
  const simple = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (simple === undefined && length === 0) {
    cursor.fault('escape', start, start + 2);
    return '';
  }
  cursor.at += 1;
  if (simple !== undefined) return simple;
  const digits = cursor.text.slice(cursor.at, cursor.at + length);
  const point = /^[\da-fA-F]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
  if (point < 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    cursor.fault('escape', start, start + 2);
    return '';
  }
  cursor.at += length;
  return String.fromCodePoint(point);
}

/** The white space at hand, as it is in the value; behind an escaped line break lines are joined without a space. */
function blanksBetween(cursor: Cursor, escaped: boolean): string {
  const from = cursor.at;
  cursor.skipBlanks();
  if (!escaped && !cursor.isBreak()) return cursor.text.slice(from, cursor.at);
  const first = escaped ? '' : cursor.takeBreak();
  let more = '';
  for (;;) {
    cursor.skipBlanks();
    if (!cursor.isBreak()) return folded(first, more);
    more += cursor.takeBreak();
  }
}
