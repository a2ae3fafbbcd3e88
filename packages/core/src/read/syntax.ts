import type { Node as YamlNode, ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar } from 'yaml';
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

/** A document of the `yaml` package. */
export function syntaxOf({ contents, range }: YamlDocument): SyntaxDocument {
  return { contents: nodeOf(contents), start: range[0] };
}

function nodeOf(node: YamlNode | null | undefined): SyntaxNode | undefined {
  if (!node) return undefined;
  const [start, end] = node.range ?? [0, 0];
  if (isAlias(node)) return { kind: 'alias', name: node.source, start, end };
  const { anchor, tag } = node;
  if (isScalar(node))
    return { kind: 'scalar', value: String(node.value), plain: node.type === 'PLAIN', start, end, anchor, tag };
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const entries = node.items.map(({ key, value }) => ({ key: nodeOf(key), value: nodeOf(value) }));
    return { kind: 'map', entries, start, end, anchor, tag };
  }
  const items = (node.items as readonly (ParsedNode | null)[]).map(nodeOf);
  return { kind: 'seq', items, start, end, anchor, tag };
}
