import type { Node as YamlNode, ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, Scalar } from 'yaml';
import type { YamlDocument } from './parse.ts';

/** What a text is made of, as it is written: aliases, merge keys and tags are not followed yet. */
export type SyntaxNode = SyntaxScalar | SyntaxAlias | SyntaxMap | SyntaxSeq;

/** Offsets of what is written, without anchor, tag and comments. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Properties extends Stretch {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

export interface SyntaxScalar extends Properties {
  readonly kind: 'scalar';
  readonly value: string;
  /** Without quotes, so that it may be a number or another type. */
  readonly plain: boolean;
}

export interface SyntaxAlias extends Stretch {
  readonly kind: 'alias';
  readonly name: string;
}

export interface SyntaxMap extends Properties {
  readonly kind: 'map';
  readonly entries: readonly SyntaxEntry[];
}

export interface SyntaxSeq extends Properties {
  readonly kind: 'seq';
  readonly items: readonly (SyntaxNode | undefined)[];
}

/** Undefined: nothing is written there. */
export interface SyntaxEntry {
  readonly key: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
}

export interface SyntaxDocument {
  /** Undefined when the document is empty. */
  readonly contents: SyntaxNode | undefined;
  readonly start: number;
}

/** A document of the `yaml` package, with the text that it was read from. */
export function syntaxOf({ contents, range }: YamlDocument, text: string): SyntaxDocument {
  return { contents: nodeOf(contents, text), start: range[0] };
}

function nodeOf(node: YamlNode | null | undefined, text: string): SyntaxNode | undefined {
  if (!node) return undefined;
  const [start, end] = node.range ?? [0, 0];
  if (isAlias(node)) return { kind: 'alias', name: node.source, start, end };
  const { anchor, tag } = node;
  if (isScalar(node))
    return { kind: 'scalar', value: valueOf(node, text), plain: node.type === Scalar.PLAIN, start, end, anchor, tag };
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const entries = node.items.map(({ key, value }) => ({ key: nodeOf(key, text), value: nodeOf(value, text) }));
    return { kind: 'map', entries, start, end, anchor, tag };
  }
  const items = (node.items as readonly (ParsedNode | null)[]).map((item) => nodeOf(item, text));
  return { kind: 'seq', items, start, end, anchor, tag };
}

/** The text of a scalar. The package ends a block with a line feed also where the file ends without one; Docker's parser does not. */
function valueOf({ type, value, range }: Scalar, text: string): string {
  const whole = String(value);
  const isBlock = type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
  if (!isBlock || range?.[1] !== text.length || !whole.endsWith('\n')) return whole;
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  // Spaces in the last line are text where they go further than the indentation.
  const isText = lastLine.trim() !== '' || (lastLine !== '' && /(?:^|\n) +\n$/.test(whole));
  return isText ? whole.slice(0, -1) : whole;
}
