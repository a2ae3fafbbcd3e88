import type { Node, Step } from '../tree/node.ts';

/** A copy of a tree that says how it came in. */
export function withStep(node: Node, step: Step): Node {
  const origin = { ...node.origin, steps: [...(node.origin.steps ?? []), step] };
  if (node.kind === 'scalar') return { ...node, origin };
  if (node.kind === 'seq') return { ...node, origin, items: node.items.map((item) => withStep(item, step)) };
  const entries = new Map<string, Node>();
  for (const [name, value] of node.entries) entries.set(name, withStep(value, step));
  return { ...node, origin, entries };
}
