import type { Edit } from '../report/diagnostic.ts';
import { shiftedLines } from './edits.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap } from '../tree/node.ts';
import type { Source } from '../tree/source.ts';

/** An entry of a block mapping that has its lines for itself: they can be moved. */
export interface BlockEntry {
  readonly source: Source;
  /** Where its first line starts, and where the line behind its last one does. */
  readonly start: number;
  readonly end: number;
  /** Of its key, from 0. */
  readonly column: number;
}

/** The lines of an entry, told by its value; undefined when they are not its own (brackets, aliases, list items). */
export function blockEntryOf(value: Node | undefined): BlockEntry | undefined {
  const key = value?.origin.key;
  if (!value || !key) return undefined;
  const { span } = value.origin;
  const { source } = key;
  const { text } = source;
  const start = text.lastIndexOf('\n', key.start - 1) + 1;
  const between = text.slice(key.end, span.start);
  const isNothing = span.end <= key.end + 1;
  if (span.source !== source || !/^ *$/.test(text.slice(start, key.start))) return undefined;
  if (!isNothing && (span.start < key.end || !/^["']?[ \t]*:[ \t\r\n]*(?:[&!]\S*[ \t\r\n]+|#.*\n\s*)*$/.test(between)))
    return undefined;
  const last = text.slice(0, Math.max(span.end, key.end)).trimEnd().length;
  const newline = text.indexOf('\n', last);
  const end = newline < 0 ? text.length : newline + 1;
  if (!/^["']?(?:[ \t]*:)?(?:[ \t]+(?:#.*)?)?\r?\n?$/.test(text.slice(last, end))) return undefined;
  return { source, start, end, column: key.start - start };
}

/** The column of the keys of a block mapping. */
export function columnIn(map: Node | undefined): number | undefined {
  const [first] = isMap(map) ? map.entries.values() : [];
  return blockEntryOf(first)?.column;
}

/** Puts a key of its own above an entry, which goes one level down. */
export function wrapped(entry: BlockEntry, parent: string, unit: number): readonly Edit[] {
  const { source, start, end, column } = entry;
  const lineFeed = source.text.includes('\r\n') ? '\r\n' : '\n';
  const head = { span: { source, start, end: start }, text: `${' '.repeat(column)}${parent}:${lineFeed}` };
  const [first, ...rest] = shiftedLines(source, start, end, unit);
  return first ? [{ ...first, text: head.text + first.text }, ...rest] : [head];
}

/** Moves an entry behind another one of the same source, to a column. */
export function movedBehind(entry: BlockEntry, other: BlockEntry, column: number): readonly Edit[] | undefined {
  const { source, start, end } = entry;
  if (other.source !== source) return undefined;
  const by = column - entry.column;
  if (other.end === end || other.end === start) return shiftedLines(source, start, end, by);
  const lineFeed = source.text.includes('\r\n') ? '\r\n' : '\n';
  const lines = source.text.slice(start, end).replace(/\n?$/, '\n').split('\n').slice(0, -1);
  const moved = lines.map((line) => {
    if (line.trim() === '') return line;
    return by >= 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, /^ */.exec(line)?.[0].length ?? 0));
  });
  const before = other.end > 0 && source.text[other.end - 1] !== '\n' ? lineFeed : '';
  return [
    { span: { source, start, end }, text: '' },
    { span: { source, start: other.end, end: other.end }, text: `${before}${moved.join('\n')}\n` },
  ];
}

/** How much deeper the keys of a mapping are than the key of the mapping; 2 where that cannot be told. */
export function unitOf(map: MapNode): number {
  const own = blockEntryOf(map)?.column;
  const inner = columnIn(map);
  return own !== undefined && inner !== undefined && inner > own ? inner - own : 2;
}
