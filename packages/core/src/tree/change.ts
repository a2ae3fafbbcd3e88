import type { MapNode, Node, SeqNode } from './node.ts';

// Changes that share what stays the same: most stages touch few values, and a tree has many.

/** The list with each item changed; the list itself when none was. */
export function changeItems(node: SeqNode, change: (item: Node, index: number) => Node): SeqNode {
  let items: Node[] | undefined;
  for (let index = 0; index < node.items.length; index += 1) {
    const item = node.items[index];
    if (!item) continue;
    const after = change(item, index);
    if (after !== item) (items ??= [...node.items])[index] = after;
  }
  return items ? { ...node, items } : node;
}

/** The map with each value changed; undefined takes the entry out. The map itself when nothing was changed. */
export function changeEntries(node: MapNode, change: (value: Node, name: string) => Node | undefined): MapNode {
  let entries: Map<string, Node> | undefined;
  for (const [name, value] of node.entries) {
    const after = change(value, name);
    if (after === value) continue;
    entries ??= new Map(node.entries);
    if (after) entries.set(name, after);
    else entries.delete(name);
  }
  return entries ? { ...node, entries } : node;
}
