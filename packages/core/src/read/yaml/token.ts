/** What a token is. The names are libyaml's, shortened; `entry` is the dash of an item, `value` the colon behind a key. */
export type TokenKind =
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-seq'
  | 'block-map'
  | 'block-end'
  | 'flow-seq'
  | 'flow-map'
  | 'flow-seq-end'
  | 'flow-map-end'
  | 'comma'
  | 'entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Of a scalar its text, of an anchor or alias its name, of a tag what is behind its handle, of a directive its value. */
  readonly value: string;
  /** Of a tag or a directive for tags. */
  readonly handle: string;
  /** A scalar without quotes, which is not a block. */
  readonly plain: boolean;
}

/** What is wrong with a text, by the place in libyaml's scanner or parser that refuses it. */
export type FaultName =
  | 'alias'
  | 'block-header'
  | 'block-tab'
  | 'character'
  | 'comma'
  | 'content'
  | 'directive'
  | 'document-start'
  | 'entry'
  | 'escape'
  | 'item'
  | 'key'
  | 'missing-colon'
  | 'question'
  | 'quote'
  | 'second-colon'
  | 'tab'
  | 'tag'
  | 'tag-handle'
  | 'too-deep'
  | 'version';

export interface Fault {
  readonly name: FaultName;
  readonly start: number;
  readonly end: number;
  /** Where that starts which is wrong: a quote, a bracket, a block. */
  readonly from: number;
  /** The token that the parser did not expect, and the one before it. */
  readonly token?: Token;
  readonly before?: Token;
}
