import { blockScalar } from './block-scalar.ts';
import { blankOrEnd } from './cursor.ts';
import { plainScalar } from './plain-scalar.ts';
import { quotedScalar } from './quoted-scalar.ts';
import { scanDirective, scanTag } from './tag-scanner.ts';
import { TokenQueue } from './token-queue.ts';
import type { TokenKind } from './token.ts';

const anchorName = /[!-+\-./-9;-Z\\^-z|~]+/y;
const behindAnchor = new RegExp(`[${blankOrEnd}?:,\\]}%@\`]`, 'y');
/** Behind a comment that belongs to no token, white space of any kind may appear before the next one: go-yaml looks so far ahead. */
const nextComment = /[\t\n\r \u2028\u2029]{1,511}#/y;
/** A comment behind these belongs to what follows. */
const headed: ReadonlySet<TokenKind> = new Set(['entry', 'document-start', 'document-end']);
const tabbedComment = /[\t ]{0,511}#/y;

const flowKinds: Readonly<Record<string, TokenKind>> = {
  '[': 'flow-seq',
  '{': 'flow-map',
  ']': 'flow-seq-end',
  '}': 'flow-map-end',
};

/**
 * Cuts a text into tokens, as libyaml's scanner does in the form that go-yaml v4 gives it: that is what Docker reads. Where
 * a text is wrong a fault is noted, and scanning goes on as if the least that it can be had been meant.
 */
export class Scanner extends TokenQueue {
  /** Stretches with comments, for those who ask. */
  comments: { readonly start: number; readonly end: number }[] | undefined;
  protected override scanNext(): void {
    this.toContent();
    this.unroll(this.column);
    if (this.isEnd()) return this.end();
    const { text, at } = this;
    const code = text.charCodeAt(at);
    // Small letters, digits and the slash: most tokens start with one.
    if ((code >= 97 && code <= 122) || (code >= 47 && code <= 57)) return this.fetchPlain();
    const sign = text.charAt(at);
    if (this.column === 0) {
      if (sign === '%') return this.fetchDirective();
      if ((sign === '-' || sign === '.') && this.isDocumentMark())
        return this.fetchDocumentMark(sign === '-' ? 'document-start' : 'document-end');
    }
    switch (sign) {
      case '[':
      case '{':
        return this.fetchOpening(sign);
      case ']':
      case '}':
        return this.fetchClosing(sign);
      case ',':
        return this.fetchComma();
      case '-':
        return this.isBlankOrEnd(at + 1) ? this.fetchEntry() : this.fetchPlain();
      case '?':
        return this.isBlankOrEnd(at + 1) ? this.fetchKey() : this.fetchPlain();
      case ':':
        return this.isValue() ? this.fetchValue() : this.fetchPlain();
      case '*':
      case '&':
        return this.fetchAnchor(sign);
      case '!':
        this.saveKey();
        return this.push(scanTag(this));
      case '|':
      case '>':
        return this.flowLevel === 0 ? this.fetchBlock() : this.fetchWrong();
      case "'":
      case '"':
        return this.fetchQuoted();
      case '\t':
      case '%':
      case '@':
      case '`':
        return this.fetchWrong();
      default:
        return this.fetchPlain();
    }
  }

  /** Goes on to the next token. Tabs cannot appear where a block may begin. */
  private toContent(): void {
    for (;;) {
      if (this.flowLevel > 0 || !this.keyAllowed) this.skipBlanks();
      else this.skipSpaces();
      if (this.text[this.at] === '#') this.skipComments();
      if (!this.isBreak()) return;
      this.takeBreak();
      if (this.flowLevel === 0) this.keyAllowed = true;
    }
  }

  private skipComments(): void {
    const last = this.latest;
    const isBehindToken = last !== undefined && last.end > this.lineStart && !headed.has(last.kind);
    for (;;) {
      const start = this.at;
      this.toLineEnd();
      this.comments?.push({ start, end: this.at });
      if (isBehindToken || !this.skip(nextComment)) return;
      this.at -= 1;
      this.lineStart = this.at;
      while (this.isBlank(this.lineStart - 1)) this.lineStart -= 1;
    }
  }

  /** Behind a `?` and the colon of a long key a tab may appear before a comment. */
  private skipTabbedComment(): void {
    const start = this.at;
    if (!this.skip(tabbedComment)) return;
    const comment = this.at - 1;
    this.at = start;
    if (this.text.slice(start, comment).includes('\t')) this.at = comment;
  }

  private isValue(): boolean {
    if (this.isBlankOrEnd(this.at + 1)) return true;
    if (this.flowLevel === 0) return false;
    const last = this.latest?.kind;
    return last !== 'comma' && last !== 'flow-seq';
  }

  private fetchDirective(): void {
    this.startOver();
    const directive = scanDirective(this);
    if (directive) this.push(directive);
  }

  private fetchDocumentMark(kind: TokenKind): void {
    this.startOver();
    this.fetchSigns(kind, 3);
  }

  private fetchOpening(sign: string): void {
    this.openFlow();
    this.fetchSigns(flowKinds[sign] ?? 'flow-seq');
  }

  private fetchClosing(sign: string): void {
    this.closeFlow();
    this.fetchSigns(flowKinds[sign] ?? 'flow-seq-end');
  }

  private fetchComma(): void {
    this.dropKey();
    this.keyAllowed = true;
    this.fetchSigns('comma');
  }

  private fetchEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) this.fault('entry', this.at);
      else this.roll(this.column, 'block-seq', this.at, undefined);
    }
    this.dropKey();
    if (this.flowLevel > 0 || this.keyAllowed) this.fetchSigns('entry');
    else this.at += 1;
    this.keyAllowed = true;
  }

  private fetchKey(): void {
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) {
        this.fault('question', this.at);
        this.at += 1;
        return;
      }
      this.roll(this.column, 'block-map', this.at, undefined);
    }
    this.dropKey();
    this.keyAllowed = this.flowLevel === 0;
    this.fetchSigns('key');
    if (this.keyAllowed) this.skipTabbedComment();
  }

  /** Most keys have their colon right behind them. */
  private fetchColon(): void {
    const isColon = this.text.charCodeAt(this.at) === 58;
    if (isColon && this.key.token >= 0 && this.key.lineStart === this.lineStart && this.isValue()) this.fetchValue();
  }

  private fetchValue(): void {
    const { key } = this;
    if (key.token >= 0 && key.lineStart === this.lineStart) {
      this.insert(key.token, this.token('key', key.start, key.start));
      this.roll(key.start - key.lineStart, 'block-map', key.start, key.token);
      key.token = -1;
      this.keyAllowed = false;
      return this.fetchSigns('value');
    }
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) return this.fetchSecondColon();
      this.roll(this.column, 'block-map', this.at, undefined);
    }
    this.keyAllowed = this.flowLevel === 0;
    this.fetchSigns('value');
    if (this.keyAllowed) this.skipTabbedComment();
  }

  /** The rest of the line is left out. */
  private fetchSecondColon(): void {
    this.fault('second-colon', this.at, this.at + 1, this.latest?.start ?? this.at);
    this.toLineEnd();
  }

  private fetchAnchor(sign: string): void {
    this.saveKey();
    const start = this.at;
    this.at += 1;
    const isNamed = this.skip(anchorName);
    const { at: end } = this;
    behindAnchor.lastIndex = end;
    if (!isNamed || !behindAnchor.test(this.text)) {
      while (!this.isBlankOrEnd()) this.at += 1;
      this.fault('alias', start, this.at);
    }
    this.push(this.token(sign === '*' ? 'alias' : 'anchor', start, end, this.text.slice(start + 1, end)));
  }

  private fetchBlock(): void {
    this.dropKey();
    this.keyAllowed = true;
    this.push(blockScalar(this, this.indent));
  }

  private fetchQuoted(): void {
    this.saveKey();
    const start = this.at;
    const value = quotedScalar(this);
    this.push(this.token('scalar', start, this.at, value));
    this.fetchColon();
  }

  private fetchPlain(): void {
    this.saveKey();
    const token = plainScalar(this, this.indent + 1, this.flowLevel > 0);
    if (this.lineStart > token.end) this.keyAllowed = true;
    this.push(token);
    this.fetchColon();
  }

  /** No token starts with this sign: what follows is read as if it were in quotes, tabs as if they were spaces. */
  private fetchWrong(): void {
    if (this.isBlank()) {
      this.fault('tab', this.at, this.at + 1, this.lineStart);
      return this.skipBlanks();
    }
    this.fault('character', this.at);
    this.fetchPlain();
  }
}
