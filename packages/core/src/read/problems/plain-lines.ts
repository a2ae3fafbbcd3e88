import type { Source } from '../../tree/source.ts';
import { lineStartsOf } from '../../tree/source.ts';
import { Scanner } from '../yaml/scanner.ts';
import type { Token } from '../yaml/token.ts';

/**
 * A line of a block mapping or list, as it is written: nothing of it is in quotes, brackets or a block scalar. Of a
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
 * The lines of a text in which a colon may separate key and value. They are told from the scanner's tokens, so that they
 * are known even where the text is not YAML.
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

/** Quoted scalars that are not keys, block scalars, flow collections and comments, in order. */
function hiddenStretches(text: string): readonly Stretch[] {
  const scanner = new Scanner(text);
  const comments: Stretch[] = [];
  scanner.comments = comments;
  const stretches: Stretch[] = [];
  let depth = 0;
  let flowStart = 0;
  for (let token = scanner.next(); token.kind !== 'stream-end'; token = scanner.next()) {
    if (token.kind === 'flow-map' || token.kind === 'flow-seq') {
      if (depth === 0) flowStart = token.start;
      depth += 1;
    } else if (token.kind === 'flow-map-end' || token.kind === 'flow-seq-end') {
      depth = Math.max(0, depth - 1);
      if (depth === 0) stretches.push({ start: flowStart, end: token.end });
    } else if (depth === 0 && isHidden(token, text)) stretches.push(token);
  }
  if (depth > 0) stretches.push({ start: flowStart, end: text.length });
  return withComments(stretches, comments);
}

/** Comments inside of brackets are hidden with them. */
function withComments(stretches: readonly Stretch[], comments: readonly Stretch[]): readonly Stretch[] {
  let next = 0;
  const bare = comments.filter(({ start }) => {
    while (next < stretches.length && (stretches[next]?.end ?? 0) <= start) next += 1;
    return start < (stretches[next]?.start ?? Infinity);
  });
  return [...stretches, ...bare].toSorted((one, other) => one.start - other.start);
}

const isHidden = ({ kind, plain, start, end }: Token, text: string): boolean =>
  kind === 'scalar' && !plain && (!/["']/.test(text.charAt(start)) || !isKey(text, end));

/** Whether what ends at an offset is a key. */
function isKey(text: string, end: number): boolean {
  return /^[ \t]*:(?:\s|$)/.test(text.slice(end, end + 20));
}
