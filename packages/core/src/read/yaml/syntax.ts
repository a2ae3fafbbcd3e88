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
  /** Without quotes, so that it may be a number or another type. Where nothing is written, it is empty and plain. */
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
  readonly items: readonly SyntaxNode[];
}

export interface SyntaxEntry {
  readonly key: SyntaxNode;
  readonly value: SyntaxNode;
}
