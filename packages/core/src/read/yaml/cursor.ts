import type { Fault, FaultName } from './token.ts';

/** Space, tab, line break or the end of the text. U+0085 and lone carriage returns are line feeds by then. */
export const blankOrEnd = '\\0\\t\\n\\r \\u2028\\u2029';

/** A place in a text that is being scanned. The text ends in a NUL, which is nowhere else. */
export class Cursor {
  readonly text: string;
  at = 0;
  lineStart = 0;
  readonly faults: Fault[] = [];

  constructor(text: string) {
    // Texts with a NUL of their own are refused, but the slips in them are looked for before.
    this.text = `${text.replaceAll('\0', '\ufffd')}\0`;
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  fault(name: FaultName, start: number, end = start + 1, from = start): void {
    this.faults.push({ name, start, end, from });
  }

  isEnd(at = this.at): boolean {
    return at >= this.text.length - 1;
  }

  isBreak(at = this.at): boolean {
    const code = this.text.charCodeAt(at);
    return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
  }

  isBlank(at = this.at): boolean {
    const code = this.text.charCodeAt(at);
    return code === 32 || code === 9;
  }

  isBlankOrEnd(at = this.at): boolean {
    return this.isBlank(at) || this.isBreak(at) || this.isEnd(at);
  }

  skipBlanks(): void {
    const { text } = this;
    let { at } = this;
    for (let code = text.charCodeAt(at); code === 32 || code === 9; code = text.charCodeAt(at)) at += 1;
    this.at = at;
  }

  skipSpaces(): void {
    while (this.text.charCodeAt(this.at) === 32) this.at += 1;
  }

  toLineEnd(): void {
    while (!this.isBreak() && !this.isEnd()) this.at += 1;
  }

  /** Goes behind a line break; gives what it is in a value. Nothing at the end of the text. */
  takeBreak(): string {
    const code = this.text.charCodeAt(this.at);
    if (code !== 10 && !this.isBreak()) return '';
    this.at += code === 13 ? 2 : 1;
    this.lineStart = this.at;
    return code < 14 ? '\n' : this.text.charAt(this.at - 1);
  }

  /** Goes behind what a sticky expression finds at hand; whether it found something. */
  skip(expression: RegExp): boolean {
    expression.lastIndex = this.at;
    if (!expression.test(this.text)) return false;
    this.at = expression.lastIndex;
    return true;
  }

  /** `---` or `...` at the start of a line, which ends what is being read. */
  isDocumentMark(): boolean {
    if (this.at !== this.lineStart) return false;
    const { text, at } = this;
    return (text.startsWith('---', at) || text.startsWith('...', at)) && this.isBlankOrEnd(at + 3);
  }
}

/** Line breaks in a value that goes on in a later line: one becomes a space, of more the first is dropped. */
export function folded(first: string, more: string): string {
  if (first !== '\n') return first + more;
  return more === '' ? ' ' : more;
}
