import type { Source, Span } from '@transpose/core';
import { limits } from '../limits.ts';
import { table } from '../../shared/formats/table.ts';

/** The tree of a template, as far as it is rendered. See https://handlebarsjs.com/guide/ and handlebars' `docs/compiler-api.md`. */
export interface Program {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
  /** Of `{{else if}}`: it holds that block and nothing else. */
  readonly chained?: boolean;
  readonly loc: Location;
}

export type Statement =
  /** `original` is as written, `value` without the white space around what is alone on its line. */
  | { readonly type: 'ContentStatement'; value: string; readonly original: string; readonly loc: Location }
  | { readonly type: 'CommentStatement'; readonly loc: Location }
  | Mustache
  | Block
  | Partial
  | Decorator
  /** `{{* x}}`, which is refused. */
  | (Call & { readonly type: 'Decorator' });

export interface Call {
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly { readonly key: string; readonly value: Expression }[] };
  readonly loc: Location;
}

export interface Mustache extends Call {
  readonly type: 'MustacheStatement';
}

export interface Block extends Call {
  readonly type: 'BlockStatement';
  readonly program?: Program;
  readonly inverse?: Program;
}

export interface Partial extends Omit<Call, 'path'> {
  readonly type: 'PartialStatement' | 'PartialBlockStatement';
  readonly name: Expression;
  /** White space before a partial that is alone on its line. */
  readonly indent?: string;
  /** What a block partial holds. */
  readonly program?: Program;
}

/** `{{#*inline "name"}}…{{/inline}}` */
export interface Decorator extends Call {
  readonly type: 'DecoratorBlock';
  readonly program?: Program;
}

export type Expression =
  | PathExpression
  | SubExpression
  | { readonly type: 'StringLiteral'; readonly value: string; readonly loc: Location }
  | { readonly type: 'NumberLiteral'; readonly value: number; readonly loc: Location }
  | { readonly type: 'BooleanLiteral'; readonly value: boolean; readonly loc: Location }
  | { readonly type: 'NullLiteral' | 'UndefinedLiteral'; readonly loc: Location };

export interface PathExpression {
  readonly type: 'PathExpression';
  /** `@index` */
  readonly data: boolean;
  /** How many `../` */
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
  readonly loc: Location;
}

export interface SubExpression extends Call {
  readonly type: 'SubExpression';
}

interface Place {
  /** From 1. */
  readonly line: number;
  /** From 0, in UTF-16 units. */
  readonly column: number;
}

export interface Location {
  readonly start: Place;
  readonly end: Place;
}

/** Text to tree. Throws what the parser throws. */
export interface TemplateParser {
  parse(text: string): Program;
  /** Where the parser stopped. */
  place(): Place;
}

/** Loads the parser of handlebars; nothing else of it is loaded, and only when templates are rendered. */
export async function loadParser(): Promise<TemplateParser> {
  const { parse, parser } = await import('handlebars/dist/cjs/handlebars/compiler/base.js');
  return {
    parse: (text) => parse(text) as Program,
    place: () => ({ line: parser.lexer.yylloc.first_line, column: parser.lexer.yylloc.first_column }),
  };
}

/** A template that was read, or why it is none. */
export type Parsed =
  | { readonly ok: true; readonly program: Program; readonly source: Source }
  | { readonly ok: false; readonly message: string; readonly span: Span };

export function parseTemplate(parser: TemplateParser, source: Source): Parsed {
  const deep = tooDeep(source.text);
  if (deep !== undefined) {
    return {
      ok: false,
      message: 'blocks or parentheses are nested too deep',
      span: { source, start: deep, end: deep + 2 },
    };
  }
  try {
    const program = parser.parse(source.text);
    trimChains(program);
    return { ok: true, program, source };
  } catch (error) {
    const { lineNumber, column } = error as { readonly lineNumber?: number; readonly column?: number };
    const place = lineNumber === undefined ? parser.place() : { line: lineNumber, column: column ?? 0 };
    const start = Math.min(offsetOf(source, place), source.text.length);
    const end = source.text.indexOf('\n', start);
    return {
      ok: false,
      message: messageOf(error as Error),
      span: { source, start, end: end < 0 ? source.text.length : Math.max(end, start) },
    };
  }
}

/**
 * `{{/if}}` on a line of its own leaves no white space, behind `{{else if}}` either: there handlebars forgets the space
 * before it, because the last text is one block deeper.
 */
function trimChains(program: Program): void {
  for (const [index, statement] of program.body.entries()) {
    if (statement.type !== 'BlockStatement') continue;
    for (const part of [statement.program, statement.inverse]) if (part) trimChains(part);
    const next = program.body[index + 1];
    const alone =
      next === undefined ? true : next.type === 'ContentStatement' && /^[ \t]*(?:\r?\n|$)/.test(next.original);
    let last = statement.inverse;
    if (!alone || !last?.chained) continue;
    while (last?.chained) {
      const inner: Statement | undefined = last.body.at(-1);
      last = inner?.type === 'BlockStatement' ? (inner.inverse ?? inner.program) : undefined;
    }
    const text = last?.body.at(-1);
    if (text?.type === 'ContentStatement') text.value = text.value.replace(/(^|\n)[ \t]+$/, '$1');
  }
}

/** Where blocks or parentheses go deeper than rendering would: the parser's own time grows with the square of the depth. */
function tooDeep(text: string): number | undefined {
  let blocks = 0;
  let parentheses = 0;
  let inside = false;
  for (const { 0: token, index } of text.matchAll(/\{\{~?[#/]?|\}\}|[()]/g)) {
    if (token === '}}') [inside, parentheses] = [false, 0];
    else if (token.startsWith('{{')) {
      inside = true;
      if (token.endsWith('#')) blocks += 1;
      else if (token.endsWith('/')) blocks -= 1;
    } else if (inside) parentheses += token === '(' ? 1 : -1;
    if (blocks > limits.depth || parentheses > limits.depth) return index;
  }
  return undefined;
}

/** The stretch of a template that a piece of its tree comes from. */
export function spanOf(source: Source, { start, end }: Location): Span {
  return { source, start: offsetOf(source, start), end: offsetOf(source, end) };
}

const starts = new WeakMap<Source, readonly number[]>();

function offsetOf(source: Source, { line, column }: Place): number {
  let lines = starts.get(source);
  if (!lines) {
    lines = [0, ...Array.from(source.text.matchAll(/\r\n?|\n/g), (match) => match.index + match[0].length)];
    starts.set(source, lines);
  }
  return (lines[line - 1] ?? source.text.length) + column;
}

/** The sentence in what the parser says: its drawing of the place is ours to make. */
function messageOf({ message }: Error): string {
  if (message.startsWith('Maximum call stack') || message.includes('too much recursion'))
    return 'the blocks are nested too deeply';
  const expecting = /\nExpecting (.*), got '(.*)'$/.exec(message);
  if (expecting) {
    const found = tokens[expecting[2] ?? ''] ?? `"${expecting[2]}"`;
    return found === tokens['EOF']
      ? 'the template ends inside of a block or expression'
      : `${found} cannot appear here`;
  }
  return (
    message
      .replace(/ - \d+:\d+$/, '')
      .replace(/^Lexical error on line \d+\. /, '')
      .split('\n', 1)[0] ?? message
  );
}

/** The tokens of handlebars that people meet, in their words. */
const tokens: Readonly<Record<string, string>> = table({
  EOF: 'the end',
  INVALID: 'this character',
  ID: 'a name',
  STRING: 'a text in quotes',
  NUMBER: 'a number',
  SEP: 'a dot or slash',
  CLOSE: '"}}"',
  CLOSE_UNESCAPED: '"}}}"',
  CLOSE_SEXPR: '")"',
  OPEN_SEXPR: '"("',
  OPEN: '"{{"',
  OPEN_BLOCK: '"{{#"',
  OPEN_ENDBLOCK: '"{{/"',
  OPEN_INVERSE: '"{{^"',
  OPEN_INVERSE_CHAIN: '"{{else"',
  INVERSE: '"{{else}}"',
  EQUALS: '"="',
  OPEN_BLOCK_PARAMS: '"as |"',
  CLOSE_BLOCK_PARAMS: '"|"',
  CONTENT: 'text',
});
