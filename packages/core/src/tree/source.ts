/** A text that was read: a Compose file, an env file, standard input. */
export interface Source {
  /** The name to show to people: the path as it was given or found, `-` for standard input. */
  readonly file: string;
  /** The decoded text; offsets of spans count its UTF-16 units. */
  readonly text: string;
  /** The place that names the file: an include, an `extends`, an `env_file`. None has the files that a user names. */
  readonly asked?: Span;
}

/** A stretch of a source: `start` inclusive, `end` exclusive, in UTF-16 units of `source.text`. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** A place for people: `line` and `column` count from 1, columns in characters (code points). */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStarts = new WeakMap<Source, readonly number[]>();

/** Offsets at which the lines of a source start; computed once per source. */
export function lineStartsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source);
  if (known) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStarts.set(source, starts);
  return starts;
}

/** The line of an offset, from 1. */
export function lineOf(source: Source, offset: number): number {
  const starts = lineStartsOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The line and column of an offset. */
export function positionOf(source: Source, offset: number): Position {
  const line = lineOf(source, offset);
  const before = source.text.slice(lineStartsOf(source)[line - 1] ?? 0, offset);
  return { line, column: [...before].length + 1 };
}
