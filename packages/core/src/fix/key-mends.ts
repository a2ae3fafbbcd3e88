import type { Diagnostic, Edit, Mend } from '../report/diagnostic.ts';
import { shiftedLines } from './edits.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap } from '../tree/node.ts';
import { blockEntryOf, columnIn, movedBehind, unitOf, wrapped } from './block-entry.ts';

/** What to do about a problem, and the mend where it is certain. */
export type Suggestion = Pick<Diagnostic, 'mend'> & { readonly hint: string };

const mendOf = (title: string, edits: readonly Edit[] | undefined): Mend | undefined =>
  edits && edits.length > 0 ? { title, edits } : undefined;

const likely = (mend: Mend | undefined): Mend | undefined => mend && { ...mend, likely: true };

/** The nearest name for a key: what was meant is for a person to say. */
export function nearName(value: Node, name: string): Mend | undefined {
  return likely(renamed(value, name));
}

/** Another name for a key. */
export function renamed(value: Node, name: string): Mend | undefined {
  const span = value.origin.key;
  if (!span) return undefined;
  const written = span.source.text.slice(span.start, span.end);
  const [, quote = ''] = /^(["']?)[\w.-]+\1$/.exec(written) ?? [];
  if (!/^(["']?)[\w.-]+\1$/.test(written)) return undefined;
  return mendOf(`write \`${name}\``, [{ span, text: `${quote}${name}${quote}` }]);
}

/**
 * An entry one level down: into the mapping `parent` beside it, which is made where there is none. A service of that name
 * is more likely the mapping itself, in a wrong column.
 */
export function movedInto(value: Node, parent: string, siblings: MapNode): Mend | undefined {
  const entry = blockEntryOf(value);
  if (!entry || keyOf(siblings) === parent) return undefined;
  const known = siblings.entries.get(parent);
  if (!known) return mendOf(`put it into \`${parent}\``, wrapped(entry, parent, unitOf(siblings)));
  return indentedBelow(value, parent, known);
}

/** An entry behind the others of a mapping that is beside it. */
export function indentedBelow(value: Node, name: string, mapping: Node): Mend | undefined {
  const entry = blockEntryOf(value);
  const other = blockEntryOf(mapping);
  const column = columnIn(mapping);
  const key = keyOf(value);
  if (!entry || !other || column === undefined || !isMap(mapping) || key === undefined || mapping.entries.has(key))
    return undefined;
  return mendOf(`put it into \`${name}\``, movedBehind(entry, other, column));
}

/** An entry of `from` as an entry of a mapping further out, behind the one that it stood in. */
export function movedOut(
  value: Node,
  from: MapNode,
  outer: { readonly node: MapNode; readonly depth: number },
  path: readonly (string | number)[],
): Mend | undefined {
  const entry = blockEntryOf(value);
  const other = blockEntryOf(outer.node.entries.get(String(path[outer.depth])));
  const key = path.at(-1);
  if (!entry || !other || from.entries.size < 2 || outer.node.entries.has(String(key))) return undefined;
  return mendOf('move it out', movedBehind(entry, other, other.column));
}

/** Services of a file without `services`, put below such a key. */
export function withServicesAbove(root: MapNode, services: readonly Node[]): Mend | undefined {
  const entries = services.map(blockEntryOf);
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last || entries.some((entry) => entry?.source !== first.source)) return undefined;
  const others = [...root.entries.values()].filter((node) => !services.includes(node));
  const between = others.some(({ origin: { key } }) => key && key.start > first.start && key.start < last.end);
  if (between) return undefined;
  const edits = entries.flatMap((entry) => (entry ? shiftedLines(entry.source, entry.start, entry.end, 2) : []));
  const [head, ...rest] = edits;
  const lineFeed = first.source.text.includes('\r\n') ? '\r\n' : '\n';
  const { column } = first;
  return (
    head && {
      title: 'put `services:` above them',
      edits: [{ ...head, text: `${' '.repeat(column)}services:${lineFeed}${head.text}` }, ...rest],
    }
  );
}

/**
 * Takes out an entry that says what an earlier one of its name says in the same words. It may have been meant for another
 * name, or for another mapping.
 */
export function repeatMend(earlier: Node | undefined, later: Node): Mend | undefined {
  const [first, second] = [blockEntryOf(earlier), blockEntryOf(later)];
  if (!first || !second || first.source !== second.source) return undefined;
  const { text } = first.source;
  const same = text.slice(first.start, first.end).trimEnd() === text.slice(second.start, second.end).trimEnd();
  const span = { source: second.source, start: second.start, end: second.end };
  return same ? likely(mendOf('remove the second one, which says the same', [{ span, text: '' }])) : undefined;
}

function keyOf({ origin: { key } }: Node): string | undefined {
  return key?.source.text.slice(key.start, key.end).replace(/^["']|["']$/g, '');
}
