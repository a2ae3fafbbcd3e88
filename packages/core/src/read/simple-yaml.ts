import type { Range } from 'yaml';
import { Alias, CST, Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { YamlDocument } from './parse.ts';

type Ranged<N> = N & { range: Range };
type SimpleNode = Ranged<Scalar<string> | Alias | YAMLMap | YAMLSeq>;

/** Deeper texts and longer keys are left to the package, which has bounds for both. */
const deepest = 50;
const longestKey = 1000;

/** Tabs, carriage returns, byte order marks, directives and the marks between documents. */
const foreign = /[\t\r\ufeff]|^(?:%|(?:---|\.\.\.)(?: |$))/m;

// A scalar without quotes: how it starts, and how it goes on to the end of the line, to the colon behind a key or to a
// comment; in flow collections to brackets and commas, too.
const firstOfPlain = '(?:[^ \\n,[\\]{}#&*!|>\'"%@`?:-]|[?:-](?=[^ \\n,[\\]{}]))';
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
 * block mappings and lists, scalars and flow collections of one line each, anchors, aliases and comments. Gives the nodes
 * that the package gives, with their ranges; undefined for any other text and for one with errors: the package reads it.
 */
export function simpleDocument(text: string): YamlDocument | undefined {
  let at = 0;
  /** Where the content of the line at hand starts, from 0; -1 behind the last line. */
  let column = -1;
  /** The column of the comment before it that stands furthest to the right and belongs to no value; -1 for none. */
  let hanging = -1;
  let depth = 0;

  toContent(0, -1);
  if (column === 0 && text.startsWith('---', at)) {
    at += 3;
    if (endLine(-1) === undefined) return undefined;
  }
  if (column < 0 || foreign.test(text.slice(at))) return undefined;
  const contents = blockNode();
  // What is left stands in a column where no collection started.
  if (!contents || column >= 0) return undefined;
  const range = [0, text.length, text.length];
  return Object.assign(new Document(undefined, { schema: 'failsafe' }), { contents, range }) as unknown as YamlDocument;

  function blockNode(): SimpleNode | undefined {
    if (depth > deepest) return undefined;
    depth += 1;
    const node = isDash() ? blockSeq(column) : blockMap(column);
    depth -= 1;
    return node;
  }

  function blockMap(indent: number): SimpleNode | undefined {
    const map = new YAMLMap();
    const start = at;
    let end = at;
    while (column === indent && !isDash()) {
      const key = keyOfEntry(blockPlain);
      const value = key && valueOf(indent, true);
      if (!value) return undefined;
      map.items.push(new Pair(key, value));
      end = value.range[2];
    }
    return closed(ranged(map, start, end), indent);
  }

  function blockSeq(indent: number): SimpleNode | undefined {
    const seq = new YAMLSeq();
    const start = at;
    let end = at;
    while (column === indent && isDash()) {
      const dash = at;
      at += 1;
      skipSpaces();
      column = indent + at - dash;
      const item = startsEntry() ? blockNode() : valueOf(indent, false);
      if (!item) return undefined;
      seq.items.push(item);
      end = item.range[2];
    }
    return closed(ranged(seq, start, end), indent);
  }

  /** A block collection at its end: comments that are indented as it is belong to it, and all before the next content. */
  function closed(node: SimpleNode, indent: number): SimpleNode {
    if (indent === 0 || hanging < indent) return node;
    node.range[2] = at;
    hanging = -1;
    return node;
  }

  /** The key at hand; goes behind its colon. */
  function keyOfEntry(plain: RegExp): Ranged<Scalar> | undefined {
    const key = scalar(plain);
    if (!key || text[at] !== ':' || !isBlank(at + 1) || at - key.range[0] > longestKey) return undefined;
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
  function valueOf(indent: number, dashes: boolean): SimpleNode | undefined {
    skipSpaces();
    if (text[at] !== '&') return isLineEnd() ? nextLines(indent, dashes) : restOfLine(indent);
    const anchor = match(anchorOrAlias)?.slice(1);
    skipSpaces();
    const node = isLineEnd() ? nextLines(indent, false) : restOfLine(indent);
    // An anchor of an alias is an error, one of nothing has its own rules.
    if (anchor === undefined || !node || node instanceof Alias || (node instanceof Scalar && !node.value))
      return undefined;
    node.anchor = anchor;
    return node;
  }

  function restOfLine(indent: number): SimpleNode | undefined {
    const node = flowNode(blockPlain);
    const end = node && endLine(indent);
    if (!node || end === undefined) return undefined;
    node.range[2] = end;
    return node;
  }

  function nextLines(indent: number, dashes: boolean): SimpleNode | undefined {
    const start = at;
    if (endLine(indent) === undefined) return undefined;
    if (column > indent || (dashes && column === indent && isDash())) return blockNode();
    // Where a comment follows, the package has rules of its own for where nothing ends.
    return text.slice(start, at).includes('#') ? undefined : scalarOf('', Scalar.PLAIN, start, start);
  }

  /** A scalar, an alias or a collection in brackets. */
  function flowNode(plain: RegExp): SimpleNode | undefined {
    const start = at;
    switch (text[at]) {
      case '[':
        return flowItems(']', new YAMLSeq(), () => flowNode(flowPlain));
      case '{':
        return flowItems('}', new YAMLMap(), flowPair);
      case '*': {
        const name = match(anchorOrAlias)?.slice(1);
        return name === undefined ? undefined : ranged(new Alias(name), start, at);
      }
      default:
        return scalar(plain);
    }
  }

  function flowItems(close: string, collection: YAMLSeq | YAMLMap, read: () => unknown): SimpleNode | undefined {
    if (depth > deepest) return undefined;
    const start = at;
    const items: unknown[] = collection.items;
    depth += 1;
    collection.flow = true;
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
    return ranged(collection, start, at);
  }

  function flowPair(): Pair<Scalar, SimpleNode> | undefined {
    const key = keyOfEntry(flowPlain);
    skipSpaces();
    const value = key && flowNode(flowPlain);
    return value && new Pair(key, value);
  }

  function scalar(plain: RegExp): Ranged<Scalar<string>> | undefined {
    const start = at;
    if (text[at] === "'") {
      const quoted = match(singleQuoted);
      return quoted === undefined
        ? undefined
        : scalarOf(quoted.slice(1, -1).replaceAll("''", "'"), Scalar.QUOTE_SINGLE, start, at);
    }
    if (text[at] !== '"') {
      const written = match(plain);
      return written === undefined ? undefined : scalarOf(written, Scalar.PLAIN, start, at);
    }
    const quoted = match(doubleQuoted);
    const value = quoted?.includes('\\') ? unescaped(quoted) : quoted?.slice(1, -1);
    return value === undefined ? undefined : scalarOf(value, Scalar.QUOTE_DOUBLE, start, at);
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

  /** Goes on to the next content, as {@link toContent}; undefined when something stands in the rest of the line. */
  function endLine(indent: number): number | undefined {
    skipSpaces();
    if (!isLineEnd() || (text[at] === '#' && text[at - 1] !== ' ')) return undefined;
    at = nextLine(at);
    return toContent(at, indent);
  }

  /** Goes on to the next content. Gives where the value before it ends: comments further right than its collection belong to it. */
  function toContent(valueEnd: number, indent: number): number {
    let end = valueEnd;
    hanging = -1;
    for (;;) {
      const start = at;
      skipSpaces();
      const indentation = at - start;
      if (!isLineEnd() || at >= text.length) {
        column = at < text.length ? indentation : -1;
        return end;
      }
      const isComment = text[at] === '#';
      at = nextLine(at);
      if (!isComment) continue;
      if (hanging < 0 && indentation > indent) end = at;
      else hanging = Math.max(hanging, indentation);
    }
  }

  function nextLine(offset: number): number {
    const feed = text.indexOf('\n', offset);
    return feed < 0 ? text.length : feed + 1;
  }
}

function scalarOf(value: string, type: Scalar.Type, start: number, end: number): Ranged<Scalar<string>> {
  const node = ranged(new Scalar(value), start, end);
  node.type = type;
  return node;
}

function ranged<N extends Scalar | Alias | YAMLMap | YAMLSeq>(node: N, start: number, end: number): Ranged<N> {
  node.range = [start, end, end];
  return node as Ranged<N>;
}

/** The value of a scalar in double quotes; undefined when an escape sequence in it is none. */
function unescaped(source: string): string | undefined {
  let faultless = true;
  const token = { type: 'double-quoted-scalar' as const, offset: 0, indent: 0, source };
  const { value } = CST.resolveAsScalar(token, true, () => (faultless = false));
  return faultless ? value : undefined;
}
