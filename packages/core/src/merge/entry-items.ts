import { scalarText } from '../tree/scalar-text.ts';
import type { Node, ScalarNode } from '../tree/node.ts';
import { isMap, isNull, isSeq, isString } from '../tree/node.ts';

/**
 * The entries of a map, list or string as items of a list: `K=V`, `K` for null, one per value of a list. Anything else
 * has none.
 */
export function entryItems(node: Node, sorted = false): readonly Node[] {
  if (isSeq(node)) return node.items;
  if (!isMap(node)) return isString(node) ? [node] : [];
  const entries = [...node.entries];
  // Where variables are left in, the lists are printed as they are: in Go's order of keys.
  if (sorted) entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.flatMap(([name, value]) =>
    isSeq(value) ? value.items.map((item) => entryItem(name, item)) : [entryItem(name, value)],
  );
}

function entryItem(name: string, value: Node): ScalarNode {
  const text = isNull(value) ? name : `${name}=${value.kind === 'scalar' ? scalarText(value) : ''}`;
  return { kind: 'scalar', type: 'string', value: text, origin: value.origin, entryValue: value };
}
