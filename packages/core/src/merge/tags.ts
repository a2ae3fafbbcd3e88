import type { MapNode, Node } from '../tree/node.ts';
import { isMap } from '../tree/node.ts';

/**
 * Removes from the earlier tree what the later one tags with `!reset` or `!override`, by path. Items of lists have no
 * path that could be removed: only their own entry is affected. Source: compose-go's `ResetProcessor`.
 */
export function applyTags(earlier: MapNode, later: Node): MapNode {
  if (!isMap(later)) return earlier;
  let entries: Map<string, Node> | undefined;
  for (const [name, value] of later.entries) {
    const before = earlier.entries.get(name);
    if (!before) continue;
    if (value.tag) (entries ??= new Map(earlier.entries)).delete(name);
    else if (isMap(before) && isMap(value)) {
      const after = applyTags(before, value);
      if (after !== before) (entries ??= new Map(earlier.entries)).set(name, after);
    }
  }
  return entries ? { ...earlier, entries } : earlier;
}

/** The tree without the values that are tagged `!reset`; `!override` has done its work and is taken off. */
export function withoutTags(node: MapNode): MapNode {
  const result = strip(node);
  return isMap(result) ? result : node;
}

function strip(node: Node): Node {
  if (node.tag === 'override') {
    // What is inside is not looked at again: Docker Compose takes it as it is.
    const { tag: _tag, ...plain } = node;
    return plain;
  }
  if (node.kind === 'map') {
    let entries: Map<string, Node> | undefined;
    for (const [name, value] of node.entries) {
      if (value.tag === 'reset') {
        (entries ??= new Map(node.entries)).delete(name);
        continue;
      }
      const after = strip(value);
      if (after !== value) (entries ??= new Map(node.entries)).set(name, after);
    }
    return entries ? { ...node, entries } : node;
  }
  if (node.kind === 'seq') {
    if (!node.items.some((item) => item.tag !== undefined || item.kind !== 'scalar')) return node;
    const items = node.items.filter((item) => item.tag !== 'reset').map(strip);
    return items.length === node.items.length && items.every((item, index) => item === node.items[index])
      ? node
      : { ...node, items };
  }
  return node;
}
