import { CST, Lexer } from 'yaml';
import type { Source } from '../tree/source.ts';
import { lineStartsOf } from '../tree/source.ts';

/**
 * A line of a block mapping or list, as it is written: nothing of it stands in quotes, brackets or a block scalar. Of a
 * list item in quotes or brackets only the dashes are left.
 */
export interface PlainLine {
  /** Offsets of the source. `start` is the first character behind the indentation and the dashes of list items. */
  readonly start: number;
  /** Where the text ends: before a comment, white space and the line feed. */
  readonly end: number;
  /** The column of `start`, from 0. */
  readonly indent: number;
  /** The columns of the dashes before it, from 0. */
  readonly dashes: readonly number[];
}

/**
 * The lines of a text in which a colon may separate key and value. They are told from the lexer's tokens, so that they
 * are known even where the text is no YAML.
 */
export function plainLines(source: Source): readonly PlainLine[] {
  const { text } = source;
  const starts = lineStartsOf(source);
  const hidden = hiddenStretches(text);
  const lines: PlainLine[] = [];
  let next = 0;
  for (const [index, lineStart] of starts.entries()) {
    const lineEnd = (starts[index + 1] ?? text.length + 1) - 1;
    while (next < hidden.length && (hidden[next]?.end ?? 0) <= lineStart) next += 1;
    const cover = hidden[next];
    const end = cover && cover.start < lineEnd ? Math.max(cover.start, lineStart) : lineEnd;
    const [, indentation = '', dashes = '', content = ''] =
      /^([ \t]*)((?:-[ \t]+)*)((?:.*[^ \t\r])?)/s.exec(text.slice(lineStart, end)) ?? [];
    if (content === '' && dashes === '') continue;
    const indent = indentation.length + dashes.length;
    lines.push({
      start: lineStart + indent,
      end: lineStart + indent + content.length,
      indent,
      dashes: [...dashes.matchAll(/-/g)].map((dash) => indentation.length + dash.index),
    });
  }
  return lines;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Quoted scalars, block scalars, flow collections and comments, in order. */
function hiddenStretches(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let offset = 0;
  let depth = 0;
  let flowStart = 0;
  let block = false;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    // Marks of the lexer that stand for no text; behind that of a scalar comes its text, whatever it looks like.
    if (!scalar && (lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END || lexeme === CST.SCALAR)) {
      scalar = lexeme === CST.SCALAR;
      continue;
    }
    const type = scalar ? 'scalar' : CST.tokenType(lexeme);
    scalar = false;
    const end = offset + lexeme.length;
    if (type === 'flow-map-start' || type === 'flow-seq-start') {
      if (depth === 0) flowStart = offset;
      depth += 1;
    } else if (type === 'flow-map-end' || type === 'flow-seq-end') {
      depth = Math.max(0, depth - 1);
      if (depth === 0) stretches.push({ start: flowStart, end });
    } else if (type === 'block-scalar-header') {
      stretches.push({ start: offset, end });
      block = true;
    } else if (depth === 0 && (type === 'comment' || (isQuoted(type) && !isKey(text, end)))) {
      stretches.push({ start: offset, end });
    } else if (block && type === 'scalar') {
      stretches.push({ start: offset, end });
      block = false;
    }
    offset = end;
  }
  if (depth > 0) stretches.push({ start: flowStart, end: text.length });
  return stretches;
}

function isQuoted(type: ReturnType<typeof CST.tokenType>): boolean {
  return type === 'single-quoted-scalar' || type === 'double-quoted-scalar';
}

/** Whether what ends at an offset is a key. */
function isKey(text: string, end: number): boolean {
  return /^[ \t]*:(?:\s|$)/.test(text.slice(end, end + 20));
}
