import type { InvalidPart, Operator, Template, TemplatePart } from './template.ts';

/** Operands within operands: far more than anybody writes, and few enough for the stack. */
const deepest = 1500;

const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const operator = /:?[-+?]/y;

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/**
 * Reads `text` as a template. `offset` is where it starts in the outermost text, `depth` how many operands hold it,
 * `braces` what closes each brace of the outermost text.
 */
export function scanTemplate(text: string, offset = 0, depth = 0, braces = balancedBraces(text)): Template {
  return new Scanner(text, offset, depth, braces).template();
}

class Scanner {
  readonly #text: string;
  readonly #offset: number;
  readonly #depth: number;
  readonly #braces: ReadonlyMap<number, number>;
  readonly #lastBraceOn: (at: number) => number;

  constructor(text: string, offset: number, depth: number, braces: ReadonlyMap<number, number>) {
    this.#text = text;
    this.#offset = offset;
    this.#depth = depth;
    this.#braces = braces;
    this.#lastBraceOn = lastBraces(text);
  }

  template(): Template {
    const text = this.#text;
    const parts: TemplatePart[] = [];
    let [literal, literalStart, at] = ['', 0, 0];
    const flush = (): void => {
      const [start, end] = [this.#offset + literalStart, this.#offset + at];
      if (literal !== '') parts.push({ kind: 'text', text: literal, start, end });
      literal = '';
    };
    for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
      if (literal === '') literalStart = at;
      literal += text.slice(at, dollar);
      at = dollar;
      const part = this.#variableAt(dollar);
      if (part) {
        flush();
        parts.push(part);
        at = part.end - this.#offset;
      } else {
        // `$$` is one dollar; a `$` before anything else stays.
        literal += '$';
        at += text[dollar + 1] === '$' ? 2 : 1;
      }
    }
    if (literal === '') literalStart = at;
    literal += text.slice(at);
    at = text.length;
    flush();
    return { source: text, parts };
  }

  #variableAt(dollar: number): TemplatePart | undefined {
    const [text, offset] = [this.#text, this.#offset];
    const start = offset + dollar;
    if (text[dollar + 1] !== '{') {
      const plain = matchAt(name, text, dollar + 1);
      return plain === undefined ? undefined : { kind: 'variable', name: plain, start, end: start + 1 + plain.length };
    }
    const braced = matchAt(name, text, dollar + 2);
    if (braced === undefined) return this.#invalidAt(dollar, 'a name starts with a letter or an underscore');
    const afterName = dollar + 2 + braced.length;
    if (text[afterName] === '}') return { kind: 'variable', name: braced, start, end: offset + afterName + 1 };
    const sign = matchAt(operator, text, afterName) as Operator | undefined;
    const last = this.#lastBraceOn(dollar);
    if (sign === undefined) {
      const reason = last < afterName ? 'the closing } is missing' : 'after the name comes }, -, +, ?, :-, :+ or :?';
      return this.#invalidAt(dollar, reason);
    }
    const from = afterName + sign.length;
    if (last < from) return this.#invalidAt(dollar, 'the closing } is missing, or is on another line');
    if (this.#depth >= deepest) return this.#invalidAt(dollar, `more than ${deepest} variables inside one another`);
    // When the count does not come out even, the last brace of the line closes.
    const close = Math.min((this.#braces.get(start + 1) ?? Number.POSITIVE_INFINITY) - offset, last);
    const operand = scanTemplate(text.slice(from, close), offset + from, this.#depth + 1, this.#braces);
    return { kind: 'variable', name: braced, operator: sign, operand, start, end: offset + close + 1 };
  }

  /** Up to the closing brace, if the line has one: what follows is still read. */
  #invalidAt(dollar: number, reason: string): InvalidPart {
    const text = this.#text;
    const lineEnd = text.indexOf('\n', dollar);
    const brace = text.indexOf('}', dollar);
    const end = brace >= 0 && (lineEnd < 0 || brace < lineEnd) ? brace + 1 : lineEnd < 0 ? text.length : lineEnd;
    const [start, stop] = [this.#offset + dollar, this.#offset + end];
    return { kind: 'invalid', text: text.slice(dollar, end), reason, start, end: stop };
  }
}

/** For an offset, the last `}` of its line (-1: none). Each line is searched once. */
function lastBraces(text: string): (at: number) => number {
  let lineEnd = -1;
  let brace = -1;
  return (at) => {
    if (at > lineEnd) {
      const newline = text.indexOf('\n', at);
      lineEnd = newline < 0 ? text.length : newline;
      brace = text.lastIndexOf('}', lineEnd - 1);
    }
    return brace < at ? -1 : brace;
  };
}

/**
 * For each opening brace the one that closes it. Braces are counted, and the character behind an opening one is skipped,
 * as in compose-go: in `${A:-{}}-x}` the default is `{}}-x`.
 */
function balancedBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  if (!text.includes('${')) return closing;
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '}') {
      const start = open.pop();
      if (start !== undefined) closing.set(start, at);
    } else if (text[at] === '{') {
      open.push(at);
      at += 1;
    }
  }
  return closing;
}
