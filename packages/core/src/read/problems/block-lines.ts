import type { Source } from '../../tree/source.ts';
import { plainLines } from './plain-lines.ts';

/** A line of a block mapping or list, with what it says of its entry. */
export interface BlockLine {
  readonly lineStart: number;
  /** Offsets of what is written, dashes included; columns count from 0. */
  readonly start: number;
  readonly end: number;
  /** Of the first character. */
  readonly column: number;
  /** Of the first character behind the dashes. */
  readonly indent: number;
  readonly dashes: readonly number[];
  readonly kind: 'map' | 'seq';
  readonly key: string | undefined;
  /** Whether the key or item has a value on its line: a plain one may go on in the next. */
  readonly filled: 'no' | 'plain' | 'closed';
  readonly form: Shape['form'];
  /** A tab is part of the indentation. */
  readonly tabbed: boolean;
  /** A comment is before it, so that it goes on with no plain value. */
  readonly commented: boolean;
  /** `---` or `...`: a document ends. */
  readonly marker: boolean;
}

/** The form of a value, as far as the text tells, and of a mapping its first key. */
export interface Shape {
  readonly form: 'scalar' | 'list' | 'map' | 'null' | 'unknown';
  readonly child?: string;
}

const keyed = /^(?:"([^"]*)"|'([^']*)'|([^\s"'#](?:[^#]*?[^# \t])?))[ \t]*:(?=\s|$)/;

/** The lines of a text that may be entries of block mappings and lists. */
export function blockLines(source: Source): readonly BlockLine[] {
  const { text } = source;
  return plainLines(source).map((line, index, lines) => {
    const lineStart = text.lastIndexOf('\n', line.start - 1) + 1;
    const newline = text.indexOf('\n', line.start);
    const written = text.slice(line.start, newline < 0 ? text.length : newline).replace(/\r$/, '');
    const bare = /^-\s*(?:#|$)/.test(written);
    const dashes = bare ? [...line.dashes, line.indent] : line.dashes;
    const match = bare ? null : keyed.exec(written);
    const key = match ? (match[1] ?? match[2] ?? match[3]) : undefined;
    const column = dashes[0] ?? line.indent;
    return {
      lineStart,
      start: lineStart + column,
      end: line.end,
      column,
      indent: line.indent,
      dashes,
      kind: dashes.length > 0 ? 'seq' : 'map',
      key,
      ...inlineValue(bare ? '' : written.slice(match?.[0].length ?? 0)),
      tabbed: text.slice(lineStart, lineStart + column).includes('\t'),
      commented: text.slice(lines[index - 1]?.end ?? 0, lineStart).includes('#'),
      marker: column === 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(written),
    };
  });
}

function inlineValue(rest: string): Pick<BlockLine, 'filled' | 'form'> {
  const value = rest.trimStart().replace(/^(?:[&!]\S*\s*)+/, '');
  if (value === '' || value.startsWith('#')) return { filled: 'no', form: 'null' };
  if (value.startsWith('[')) return { filled: 'closed', form: 'list' };
  if (value.startsWith('{')) return { filled: 'closed', form: 'map' };
  if (value.startsWith('*')) return { filled: 'closed', form: 'unknown' };
  return { filled: /^["'|>]/.test(value) ? 'closed' : 'plain', form: 'scalar' };
}

/** The form of the value of an entry: that on its line, else that of the lines below. */
export function shapeOf(lines: readonly BlockLine[], index: number): Shape {
  const line = lines[index];
  if (!line || line.filled !== 'no') return { form: line?.form ?? 'null' };
  const next = lines[index + 1];
  if (!next || next.column < line.column) return { form: 'null' };
  if (next.column === line.column) return { form: next.kind === 'seq' ? 'list' : 'null' };
  if (next.kind === 'seq') return { form: 'list' };
  return next.key === undefined ? { form: 'scalar' } : { form: 'map', child: next.key };
}
