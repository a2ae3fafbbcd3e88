import type { Cursor } from './cursor.ts';
import type { Token } from './token.ts';

const handle = /![\w-]*!?/y;
const short = /[\w;/?:@&=+$.!~*'()%-]*/y;
const verbatim = /[\w;/?:@&=+$.!~*'()%,[\]{}-]*/y;

/** A tag, in the text as it is written: `!name`, `!!name`, `!handle!name` or `!<name>`. */
export function scanTag(cursor: Cursor): Token {
  const start = cursor.at;
  let found = '';
  let name: string;
  if (cursor.text[start + 1] === '<') {
    cursor.at += 2;
    name = tagName(cursor, verbatim, start);
    if (cursor.text[cursor.at] === '>' && name !== '') cursor.at += 1;
    else wrong(cursor, start);
  } else {
    cursor.skip(handle);
    found = cursor.text.slice(start, cursor.at);
    if (found.length === 1 || !found.endsWith('!')) {
      name = found.slice(1) + tagName(cursor, short, start);
      found = name === '' ? '' : '!';
      if (name === '') name = '!';
    } else {
      name = tagName(cursor, short, start);
      if (name === '') wrong(cursor, start);
    }
  }
  if (!cursor.isBlankOrEnd()) wrong(cursor, start);
  return { kind: 'tag', start, end: cursor.at, value: name, handle: found, plain: false };
}

function tagName(cursor: Cursor, characters: RegExp, start: number): string {
  const from = cursor.at;
  cursor.skip(characters);
  const name = unescaped(cursor.text.slice(from, cursor.at));
  if (name === undefined) cursor.fault('tag', start, cursor.at, from);
  return name ?? '';
}

/** `%xx` stands for a byte of UTF-8; undefined where the bytes are none. */
function unescaped(written: string): string | undefined {
  if (!written.includes('%')) return written;
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

/** The sign that a tag cannot hold; what follows to the next space is left out. */
function wrong(cursor: Cursor, start: number): void {
  const { at } = cursor;
  while (!cursor.isBlankOrEnd()) cursor.at += 1;
  if (!cursor.faults.some((fault) => fault.name === 'tag' && fault.start === start))
    cursor.fault('tag', start, cursor.at, at);
}

const versionDirective = /%YAML[ \t]+(\d{1,2}\.\d{1,2})(?=[^\d.])[ \t]*(?:#[^\0\n\r\u2028\u2029]*)?/y;
const tagDirective =
  /%TAG[ \t]+(!(?:[\w-]*!)?)[ \t]+([\w;/?:@&=+$.!~*'()%,[\]{}-]+)(?:[ \t]+(?:#[^\0\n\r\u2028\u2029]*)?)?/y;

/** A line that starts with `%`. Undefined when it is wrong. */
export function scanDirective(cursor: Cursor): Token | undefined {
  const start = cursor.at;
  versionDirective.lastIndex = start;
  tagDirective.lastIndex = start;
  const version = versionDirective.exec(cursor.text);
  const tag = version ? null : tagDirective.exec(cursor.text);
  const end = start + (version ?? tag ?? [''])[0].length;
  cursor.toLineEnd();
  const lineEnd = cursor.at;
  cursor.takeBreak();
  const [, first = '', second = ''] = version ?? tag ?? [];
  const value = version ? first : unescaped(second);
  if (!(version ?? tag) || end !== lineEnd || value === undefined) {
    cursor.fault('directive', start, lineEnd);
    return undefined;
  }
  const kind = version ? 'version-directive' : 'tag-directive';
  return { kind, start, end: lineEnd, value, handle: version ? '' : first, plain: false };
}
