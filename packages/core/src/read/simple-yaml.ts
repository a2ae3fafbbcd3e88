import { CST } from 'yaml';
import type { SyntaxDocument, SyntaxEntry, SyntaxNode, SyntaxScalar } from './syntax.ts';

/** Deeper texts and longer keys are left to the package, which has bounds for both. */
const deepest = 50;
const longestKey = 1000;

/** Tabs, carriage returns, byte order marks, directives and the marks between documents. */
const foreign = /[\t\r\ufeff]|^(?:%|(?:---|\.\.\.)(?: |$))/m;

// A scalar without quotes: how it starts, and how it goes on to the end of the line, to the colon behind a key or to a
// comment; in flow collections to brackets and commas, too.
const firstOfPlain = '(?:[^ \\n,[\\]{}#&*!|>\'"%@`?:-]|[?-](?=[^ \\n,[\\]{}]))';
const inBlock = '[^ \\n:]';
const blockPlain = new RegExp(
  `${firstOfPlain}${inBlock}*(?:(?::(?=[^ \\n])| +(?=[^ \\n:#]|:[^ \\n]))${inBlock}*)*`,
  'y',
);
const inFlow = '[^ \\n:,[\\]{}]';
const flowPlain = new RegExp(
  `${firstOfPlain}${inFlow}*(?:(?::(?=[^ \\n,[\\]{}])| +(?=[^ \\n:#,[\\]{}]|:[^ \\n,[\\]{}]))${inFlow}*)*`,
  'y',
);
const singleQuoted = /'[^'\n]*(?:''[^'\n]*)*'/y;
const doubleQuoted = /"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"/y;
const anchorOrAlias = /[&*][\w.-]+(?=[ \n,\]}]|$)/y;

/**
 * Reads the YAML that most Compose files keep to, in a fraction of the time that the `yaml` package takes: one document of
 * block mappings and lists, scalars and flow collections of one line each, anchors, aliases and comments. Gives the same
 * as the package; undefined for any other text, and for one that the package or Docker's parser finds a fault in: then
 * the package has to read it, and to say what is wrong.
 */
export function simpleDocument(text: string): SyntaxDocument | undefined {
  let at = 0;
  /** Where the content of the line at hand starts, from 0; -1 behind the last line. */
  let column = -1;
  /** The column of the comment before it that stands furthest to the right and belongs to no value; -1 for none. */
  let hanging = -1;
  /** The end of the value that was read last, with the comments that belong to it. */
  let valueEnd = 0;
  let depth = 0;

  toContent(-1);
  if (column === 0 && text.startsWith('---', at)) {
    at += 3;
    if (!endLine(-1)) return undefined;
  }
  if (column < 0 || foreign.test(text.slice(at))) return undefined;
  const contents = blockNode(undefined);
  // What is left stands in a column where no collection started.
  return contents && column < 0 ? { contents, start: 0 } : undefined;

  function blockNode(anchor: string | undefined): SyntaxNode | undefined {
    if (depth > deepest) return undefined;
    depth += 1;
    const node = isDash() ? blockSeq(column, anchor) : blockMap(column, anchor);
    depth -= 1;
    return node;
  }

  function blockMap(indent: number, anchor: string | undefined): SyntaxNode | undefined {
    const entries: SyntaxEntry[] = [];
    const start = at;
    while (column === indent && !isDash()) {
      const key = keyOfEntry(blockPlain);
      const value = key && valueOf(indent, true);
      if (!value) return undefined;
      entries.push({ key, value });
    }
    const end = valueEnd;
    closeBlock(indent);
    return { kind: 'map', entries, start, end, anchor, tag: undefined };
  }

  function blockSeq(indent: number, anchor: string | undefined): SyntaxNode | undefined {
    const items: SyntaxNode[] = [];
    const start = at;
    while (column === indent && isDash()) {
      const dash = at;
      at += 1;
      skipSpaces();
      column = indent + at - dash;
      const item = startsEntry() ? blockNode(undefined) : valueOf(indent, false);
      if (!item) return undefined;
      items.push(item);
    }
    const end = valueEnd;
    closeBlock(indent);
    return { kind: 'seq', items, start, end, anchor, tag: undefined };
  }

  /** At the end of a block collection: comments that are indented as it is belong to it, and so does all before the next content. */
  function closeBlock(indent: number): void {
    if (indent === 0 || hanging < indent) return;
    valueEnd = at;
    hanging = -1;
  }

  /** The key at hand; goes behind its colon. */
  function keyOfEntry(plain: RegExp): SyntaxScalar | undefined {
    const start = at;
    const key = scalar(plain, undefined);
    if (!key || text[at] !== ':' || !isBlank(at + 1) || at - start > longestKey) return undefined;
    at += 1;
    return key;
  }

  /** Whether an item is itself a list or mapping that starts in its line. */
  function startsEntry(): boolean {
    const before = at;
    const found = isDash() || keyOfEntry(blockPlain) !== undefined;
    at = before;
    return found;
  }

  /** The value behind a colon or dash, in its line or on the next ones. `dashes`: a list may stand in the same column. */
  function valueOf(indent: number, dashes: boolean): SyntaxNode | undefined {
    skipSpaces();
    if (text[at] !== '&') return isLineEnd() ? nextLines(indent, dashes, undefined) : restOfLine(indent, undefined);
    const anchor = match(anchorOrAlias)?.slice(1);
    if (anchor === undefined) return undefined;
    skipSpaces();
    return isLineEnd() ? nextLines(indent, false, anchor) : restOfLine(indent, anchor);
  }

  function restOfLine(indent: number, anchor: string | undefined): SyntaxNode | undefined {
    const node = flowNode(blockPlain, anchor);
    return node && endLine(indent) ? node : undefined;
  }

  function nextLines(indent: number, dashes: boolean, anchor: string | undefined): SyntaxNode | undefined {
    const start = at;
    if (!endLine(indent)) return undefined;
    if (column > indent || (dashes && column === indent && isDash())) return blockNode(anchor);
    // Nothing with an anchor, or with a comment behind it, has places of its own in the package.
    if (anchor !== undefined || text.slice(start, at).includes('#')) return undefined;
    valueEnd = start;
    return { kind: 'scalar', value: '', plain: true, start, end: start, anchor, tag: undefined };
  }

  /** A scalar, an alias or a collection in brackets. */
  function flowNode(plain: RegExp, anchor: string | undefined): SyntaxNode | undefined {
    const start = at;
    switch (text[at]) {
      case '[': {
        const items = flowItems(']', () => flowNode(flowPlain, undefined));
        return items && { kind: 'seq', items, start, end: at, anchor, tag: undefined };
      }
      case '{': {
        const entries = flowItems('}', flowEntry);
        return entries && { kind: 'map', entries, start, end: at, anchor, tag: undefined };
      }
      case '*': {
        const name = match(anchorOrAlias)?.slice(1);
        return name === undefined || anchor !== undefined ? undefined : { kind: 'alias', name, start, end: at };
      }
      default:
        return scalar(plain, anchor);
    }
  }

  function flowItems<T>(close: string, read: () => T | undefined): readonly T[] | undefined {
    if (depth > deepest) return undefined;
    depth += 1;
    const items: T[] = [];
    let more = true;
    for (skipBehind(); more && text[at] !== close;) {
      const item = read();
      if (!item) return undefined;
      items.push(item);
      skipSpaces();
      more = text[at] === ',';
      if (more) skipBehind();
    }
    if (text[at] !== close) return undefined;
    at += 1;
    depth -= 1;
    return items;
  }

  function flowEntry(): SyntaxEntry | undefined {
    const key = keyOfEntry(flowPlain);
    skipSpaces();
    const value = key && flowNode(flowPlain, undefined);
    return value && { key, value };
  }

  function scalar(plain: RegExp, anchor: string | undefined): SyntaxScalar | undefined {
    const start = at;
    if (text[at] === "'") {
      const quoted = match(singleQuoted);
      return quoted === undefined
        ? undefined
        : scalarOf(quoted.slice(1, -1).replaceAll("''", "'"), false, start, anchor);
    }
    if (text[at] !== '"') {
      const written = match(plain);
      // In brackets Docker's parser refuses a question mark before a space.
      const question = plain === flowPlain && written?.includes('?') && /\?(?: |$)/.test(written);
      return written === undefined || question ? undefined : scalarOf(written, true, start, anchor);
    }
    const quoted = match(doubleQuoted);
    const value = quoted?.includes('\\') ? unescaped(quoted) : quoted?.slice(1, -1);
    return value === undefined ? undefined : scalarOf(value, false, start, anchor);
  }

  function scalarOf(value: string, plain: boolean, start: number, anchor: string | undefined): SyntaxScalar {
    return { kind: 'scalar', value, plain, start, end: at, anchor, tag: undefined };
  }

  /** What the expression finds at hand; goes behind it. */
  function match(expression: RegExp): string | undefined {
    expression.lastIndex = at;
    const found = expression.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function skipSpaces(): void {
    while (text[at] === ' ') at += 1;
  }

  function skipBehind(): void {
    at += 1;
    skipSpaces();
  }

  function isBlank(offset: number): boolean {
    return offset >= text.length || text[offset] === ' ' || text[offset] === '\n';
  }

  function isDash(): boolean {
    return text[at] === '-' && isBlank(at + 1);
  }

  function isLineEnd(): boolean {
    return at >= text.length || text[at] === '\n' || text[at] === '#';
  }

  /** Goes behind the line, whose value is read, to the next content; false when something stands in the rest of it. */
  function endLine(indent: number): boolean {
    skipSpaces();
    if (!isLineEnd() || (text[at] === '#' && text[at - 1] !== ' ')) return false;
    at = nextLine(at);
    toContent(indent);
    return true;
  }

  /** Goes on to the next content. Comments further to the right than its collection belong to the value before them. */
  function toContent(indent: number): void {
    valueEnd = at;
    hanging = -1;
    for (;;) {
      const start = at;
      skipSpaces();
      const indentation = at - start;
      if (!isLineEnd() || at >= text.length) {
        column = at < text.length ? indentation : -1;
        return;
      }
      const isComment = text[at] === '#';
      at = nextLine(at);
      if (!isComment) continue;
      if (hanging < 0 && indentation > indent) valueEnd = at;
      else hanging = Math.max(hanging, indentation);
    }
  }

  function nextLine(offset: number): number {
    const feed = text.indexOf('\n', offset);
    return feed < 0 ? text.length : feed + 1;
  }
}

/** The value of a scalar in double quotes; undefined when an escape sequence is none, or none to Docker's parser. */
function unescaped(source: string): string | undefined {
  if (/^(?:[^\\]|\\[^/])*\\\//.test(source)) return undefined;
  let faultless = true;
  const token = { type: 'double-quoted-scalar' as const, offset: 0, indent: 0, source };
  const { value } = CST.resolveAsScalar(token, true, () => (faultless = false));
  return faultless ? value : undefined;
}
