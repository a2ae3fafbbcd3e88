import type { Node, Step } from '../tree/node.ts';

/** Steps of one value that are kept: in a longer chain of `extends` the first ones tell enough. */
const mostSteps = 50;

/** A copy of a tree that says how it came in. */
export function withStep(node: Node, step: Step): Node {
  const { steps = [] } = node.origin;
  if (steps.length >= mostSteps) return node;
  const origin = { ...node.origin, steps: [...steps, step] };
  if (node.kind === 'scalar') return { ...node, origin };
  if (node.kind === 'seq') return { ...node, origin, items: node.items.map((item) => withStep(item, step)) };
  const entries = new Map<string, Node>();
  for (const [name, value] of node.entries) entries.set(name, withStep(value, step));
  return { ...node, origin, entries };
}
