import { Cursor } from './cursor.ts';
import type { Token, TokenKind } from './token.ts';

/** What may turn out to be a key when a colon follows in its line. */
interface SimpleKey {
  /** It is in the column of the keys of its mapping, so that a colon must follow. */
  required: boolean;
  flowLevel: number;
  /** The number of its first token; -1 where none can be one. */
  token: number;
  start: number;
  lineStart: number;
}

/**
 * The tokens that wait: a key is known only when its colon is found, and then is before what was read since. And what
 * they depend on: block collections by their columns, and brackets.
 */
export abstract class TokenQueue extends Cursor {
  private tokens: Token[] = [];
  private head = 0;
  /** How many tokens have been taken. */
  private taken = 0;
  private ended = false;
  /** The column of the block collection at hand, from 0; -1 outside of all. */
  protected indent = -1;
  private readonly indents: number[] = [];
  protected flowLevel = 0;
  protected readonly key: SimpleKey = { required: false, flowLevel: 0, token: -1, start: 0, lineStart: 0 };
  private readonly outerKeys: SimpleKey[] = [];
  protected keyAllowed = true;

  /** The next token; the last one is given again and again. */
  next(): Token {
    while (this.needsMore()) this.scanNext();
    const token = this.tokens[this.head] as Token;
    if (token.kind === 'stream-end') return token;
    this.head += 1;
    this.taken += 1;
    if (this.head >= 512) {
      this.tokens = this.tokens.slice(this.head);
      this.head = 0;
    }
    return token;
  }

  /** Two tokens more than the next one are looked at, as go-yaml does: which fault is found first depends on it. */
  private needsMore(): boolean {
    if (this.ended) return false;
    if (this.tokens.length - this.head < 3) return true;
    return (this.outerKeys[0] ?? this.key).token === this.taken;
  }

  /** Reads on to the next token, or some more. */
  protected abstract scanNext(): void;

  protected token(kind: TokenKind, start: number, end: number, value = ''): Token {
    return { kind, start, end, value, handle: '', plain: false };
  }

  protected push(token: Token): void {
    this.tokens.push(token);
  }

  /** Puts a token before one that waits. */
  protected insert(number: number, token: Token): void {
    const { tokens } = this;
    const index = number - this.taken + this.head;
    for (let at = tokens.length; at > index; at -= 1) tokens[at] = tokens[at - 1] as Token;
    tokens[index] = token;
  }

  /** The signs of the text as a token. */
  protected fetchSigns(kind: TokenKind, length = 1): void {
    this.push(this.token(kind, this.at, this.at + length));
    this.at += length;
  }

  /** The next token may begin a key; nothing behind it in its line may. */
  protected saveKey(): void {
    if (this.keyAllowed) {
      this.dropKey();
      const { key } = this;
      key.required = this.flowLevel === 0 && this.indent === this.column;
      key.flowLevel = this.flowLevel;
      key.token = this.taken + this.tokens.length - this.head;
      key.start = this.at;
      key.lineStart = this.lineStart;
    }
    this.keyAllowed = false;
  }

  /** No colon follows any more. Where one was needed, it is taken for a value without a key. */
  protected dropKey(): void {
    const { at, text, key } = this;
    const number = key.token;
    key.token = -1;
    if (number < 0 || !key.required) return;
    const [line = ''] = /^[^\0\n\r]*/.exec(text.slice(key.start, at)) ?? [];
    const end = key.start + line.trimEnd().length;
    this.fault('missing-colon', key.start, end, at);
    this.insert(number, this.token('value', key.start, key.start));
    this.insert(number, this.token('key', key.start, key.start));
  }

  /** A block collection begins where content is further to the right than the one around it. */
  protected roll(column: number, kind: TokenKind, start: number, number: number | undefined): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    const token = this.token(kind, start, start);
    if (number === undefined) this.push(token);
    else this.insert(number, token);
  }

  /** Block collections end where content is further to the left. */
  protected unroll(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.push(this.token('block-end', this.at, this.at));
      this.indent = this.indents.pop() ?? -1;
    }
  }

  /** At the end of a document. */
  protected startOver(): void {
    this.unroll(-1);
    this.dropKey();
    this.keyAllowed = false;
  }

  protected end(): void {
    this.unroll(-1);
    this.dropKey();
    this.outerKeys.length = 0;
    this.ended = true;
    const end = this.text.length - 1;
    this.push(this.token('stream-end', end, end));
  }

  /** At an opening bracket, which may begin a key. */
  protected openFlow(): void {
    this.saveKey();
    this.flowLevel += 1;
    if (this.key.token >= 0) this.outerKeys.push({ ...this.key });
    this.key.token = -1;
    this.keyAllowed = true;
  }

  protected closeFlow(): void {
    this.dropKey();
    if (this.flowLevel > 0) {
      this.flowLevel -= 1;
      if (this.outerKeys.at(-1)?.flowLevel === this.flowLevel) Object.assign(this.key, this.outerKeys.pop());
    }
    this.keyAllowed = false;
  }

  /** What is in the queue last. */
  protected get latest(): Token | undefined {
    return this.tokens.at(-1);
  }
}
