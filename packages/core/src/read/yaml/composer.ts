import type { Scanner } from './scanner.ts';
import type { SyntaxEntry, SyntaxNode, SyntaxScalar } from './syntax.ts';
import type { FaultName, Token, TokenKind } from './token.ts';

/** Collections in one another. Compose needs about ten; every stage walks the tree by recursion, so there must be a bound. */
export const deepestNesting = 500;

interface Properties {
  anchor: string | undefined;
  tag: string | undefined;
}

const none: Properties = { anchor: undefined, tag: undefined };

// What appears where a document, an item, a key or a value could: then it is empty.
const documentEnds: readonly TokenKind[] = ['document-start', 'document-end', 'stream-end'];
const behindOwnDash: readonly TokenKind[] = ['entry', 'block-end'];
const behindDash: readonly TokenKind[] = ['entry', 'block-end', 'key', 'value'];
const behindKey: readonly TokenKind[] = ['key', 'value', 'block-end'];
const behindPairKey: readonly TokenKind[] = ['value', 'comma', 'flow-seq-end'];
const behindFlowKey: readonly TokenKind[] = ['value', 'comma', 'flow-map-end'];

/**
 * Makes nodes of tokens, by the grammar of libyaml's parser, quirks included. It stops at the first token that does not
 * fit and notes it as a fault.
 */
export class Composer {
  private readonly scanner: Scanner;
  private stopped = false;
  private depth = 0;
  /** Where the open bracket is. */
  private opening = 0;
  /** The next token, and the one that was taken last, which is the end of all that it closes. */
  private token: Token;
  private last: Token | undefined;
  private prefixes = new Map<string, string>();

  constructor(scanner: Scanner) {
    this.scanner = scanner;
    this.token = scanner.next();
  }

  documents(): readonly SyntaxNode[] {
    const documents: SyntaxNode[] = [];
    for (;;) {
      while (this.is('document-end')) this.take();
      if (this.is('stream-end')) return documents;
      const isMarked = documents.length > 0 || this.is('document-start') || this.isDirective();
      this.directives();
      if (isMarked) {
        if (!this.is('document-start')) this.fail('document-start');
        this.take();
      }
      const isEmpty = isMarked && (this.isOneOf(documentEnds) || this.isDirective());
      documents.push(isEmpty ? this.nothing() : this.node(true, false));
    }
  }

  private directives(): void {
    this.prefixes = new Map();
    let hasVersion = false;
    for (; this.isDirective(); this.take()) {
      const { kind, value, handle } = this.token;
      if (kind === 'tag-directive') {
        if (this.prefixes.has(handle)) this.fail('directive');
        this.prefixes.set(handle, value);
      } else if (hasVersion) this.fail('directive');
      else {
        hasVersion = true;
        if (!/^0?1\.0?1$/.test(value)) this.fail('version');
      }
    }
  }

  private node(block: boolean, indentless: boolean): SyntaxNode {
    const { start: from } = this.token;
    if (this.token.kind === 'alias') {
      const { value: name, start, end } = this.take();
      return { kind: 'alias', name, start, end };
    }
    const properties = this.is('anchor') || this.is('tag') ? this.properties() : none;
    const { kind } = this.token;
    switch (kind) {
      case 'scalar': {
        const { value, plain, start, end } = this.take();
        return { kind: 'scalar', value, plain, start, end, anchor: properties.anchor, tag: properties.tag };
      }
      case 'flow-seq':
      case 'flow-map':
        return this.collection(kind, properties);
      case 'block-seq':
      case 'block-map':
        if (block) return this.collection(kind, properties);
        break;
      case 'entry':
        if (indentless) return this.collection(kind, properties);
        break;
      default:
    }
    if (properties === none) this.fail('content', block ? from : this.opening);
    return { ...this.nothing(), anchor: properties.anchor, tag: properties.tag };
  }

  private collection(kind: TokenKind, properties: Properties): SyntaxNode {
    if (this.depth >= deepestNesting) {
      this.fail('too-deep');
      return this.nothing();
    }
    this.depth += 1;
    const node =
      kind === 'flow-seq'
        ? this.flowSeq(properties)
        : kind === 'flow-map'
          ? this.flowMap(properties)
          : kind === 'block-map'
            ? this.blockMap(properties)
            : this.blockSeq(properties, kind === 'entry');
    this.depth -= 1;
    return node;
  }

  /** An anchor, a tag or both, in any order. */
  private properties(): Properties {
    const properties: Properties = { anchor: undefined, tag: undefined };
    for (;;) {
      if (this.is('anchor') && properties.anchor === undefined) properties.anchor = this.take().value;
      else if (this.is('tag') && properties.tag === undefined) properties.tag = this.tag();
      else return properties;
    }
  }

  private tag(): string {
    const { handle, value } = this.token;
    const prefix = handle === '' ? '' : (this.prefixes.get(handle) ?? standardPrefixes[handle]);
    if (prefix === undefined) this.fail('tag-handle');
    else this.take();
    return `${prefix}${value}`;
  }

  /** A list without indentation of its own ends where a key of the mapping around it comes. */
  private blockSeq(properties: Properties, indentless: boolean): SyntaxNode {
    const { start } = indentless ? this.token : this.take();
    const items: SyntaxNode[] = [];
    while (this.is('entry')) {
      this.take();
      const isEmpty = this.isOneOf(indentless ? behindDash : behindOwnDash);
      items.push(isEmpty ? this.nothing() : this.node(true, false));
    }
    const end = this.end();
    if (!indentless) this.endBlock('item', start);
    return { kind: 'seq', items, start, end, anchor: properties.anchor, tag: properties.tag };
  }

  private blockMap(properties: Properties): SyntaxNode {
    const { start } = this.take();
    const entries: SyntaxEntry[] = [];
    while (this.is('key')) {
      this.take();
      const key = this.blockPart();
      const hasValue = this.is('value');
      if (hasValue) this.take();
      const value = hasValue ? this.blockPart() : this.nothing();
      entries.push({ key, value });
    }
    const end = this.end();
    this.endBlock('key', start);
    return { kind: 'map', entries, start, end, anchor: properties.anchor, tag: properties.tag };
  }

  /** The end of a block is where the next content is, and ends nothing that is written. */
  private endBlock(wanted: FaultName, start: number): void {
    if (this.is('block-end')) this.token = this.scanner.next();
    else this.fail(wanted, start);
  }

  /** A key or a value of a block mapping. */
  private blockPart(): SyntaxNode {
    return this.isOneOf(behindKey) ? this.nothing() : this.node(true, true);
  }

  private flowSeq(properties: Properties): SyntaxNode {
    const { start } = this.take();
    const items: SyntaxNode[] = [];
    const { opening } = this;
    this.opening = start;
    while (this.goesOn('flow-seq-end', items.length === 0))
      items.push(this.is('key') ? this.pair() : this.node(false, false));
    this.opening = opening;
    return { kind: 'seq', items, start, end: this.end(), anchor: properties.anchor, tag: properties.tag };
  }

  /** `a: b` in brackets, a mapping of one entry. Where its key is empty, libyaml drops the next token. */
  private pair(): SyntaxNode {
    const { start } = this.take();
    const isEmpty = this.isOneOf(behindPairKey);
    const key = isEmpty ? this.nothing() : this.node(false, false);
    if (isEmpty) this.take();
    const value = this.flowValue('flow-seq-end');
    return { kind: 'map', entries: [{ key, value }], start, end: this.end(), anchor: undefined, tag: undefined };
  }

  private flowMap(properties: Properties): SyntaxNode {
    const { start } = this.take();
    const entries: SyntaxEntry[] = [];
    const { opening } = this;
    this.opening = start;
    while (this.goesOn('flow-map-end', entries.length === 0)) entries.push(this.flowEntry());
    this.opening = opening;
    return { kind: 'map', entries, start, end: this.end(), anchor: properties.anchor, tag: properties.tag };
  }

  private flowEntry(): SyntaxEntry {
    if (!this.is('key')) return { key: this.node(false, false), value: this.nothing() };
    this.take();
    const key = this.isOneOf(behindFlowKey) ? this.nothing() : this.node(false, false);
    return { key, value: this.flowValue('flow-map-end') };
  }

  private flowValue(closing: TokenKind): SyntaxNode {
    if (!this.is('value')) return this.nothing();
    this.take();
    return this.is('comma') || this.is(closing) ? this.nothing() : this.node(false, false);
  }

  /** Whether another entry comes in brackets, behind a comma; takes the closing one where none does. */
  private goesOn(closing: TokenKind, isFirst: boolean): boolean {
    if (this.stopped) return false;
    if (!isFirst && !this.is(closing)) {
      if (this.is('comma')) this.take();
      else this.fail('comma', this.opening);
    }
    if (this.is(closing)) this.take();
    else return !this.stopped;
    return false;
  }

  /** Where nothing is written. */
  private nothing(): SyntaxScalar {
    const at = this.end();
    return { kind: 'scalar', value: '', plain: true, start: at, end: at, anchor: undefined, tag: undefined };
  }

  private end(): number {
    return this.last?.end ?? 0;
  }

  private is(kind: TokenKind): boolean {
    return this.token.kind === kind;
  }

  private isOneOf(kinds: readonly TokenKind[]): boolean {
    return kinds.includes(this.token.kind);
  }

  private isDirective(): boolean {
    return this.is('version-directive') || this.is('tag-directive');
  }

  private take(): Token {
    const { token } = this;
    if (this.stopped) return token;
    this.last = token;
    this.token = this.scanner.next();
    return token;
  }

  private fail(name: FaultName, from?: number): void {
    if (this.stopped) return;
    const { token } = this;
    const { start, end } = token;
    this.scanner.faults.push({ name, start, end, from: from ?? start, token, ...(this.last && { before: this.last }) });
    this.stopped = true;
    this.token = nowhere;
  }
}

const standardPrefixes: Readonly<Record<string, string>> = { '!': '!', '!!': 'tag:yaml.org,2002:' };

/** What is read behind the first fault. */
const nowhere: Token = { kind: 'stream-end', start: 0, end: 0, value: '', handle: '', plain: false };
