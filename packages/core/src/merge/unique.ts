import type { Place } from '../keys/place.ts';
import { below, rootPlace } from '../keys/place.ts';
import type { Identity } from '../keys/rule.ts';
import type { Report } from '../report/report.ts';
import { changeEntries } from '../tree/change.ts';
import type { MapNode, Node, SeqNode } from '../tree/node.ts';
import { isMap, pathText } from '../tree/node.ts';

/**
 * In lists whose items are known by something (a port, a target, the text before `=`) a later item replaces an earlier
 * one in its place. Source: compose-go's `EnforceUnicity`.
 */
export function uniqueLists(tree: MapNode, report: Report): MapNode {
  const path: (string | number)[] = [];

  function walk(node: Node, place: Place): Node {
    if (node.kind === 'map') {
      return changeEntries(node, (value, name) => {
        const next = value.kind === 'scalar' ? undefined : below(place, name);
        if (!next?.has('identity')) return value;
        path.push(name);
        const after = walk(value, next);
        path.pop();
        return after;
      });
    }
    const identity = place.rule?.identity;
    return node.kind === 'seq' && identity ? uniqueList(node, identity) : node;
  }

  function uniqueList(node: SeqNode, identity: Identity): Node {
    const items: Node[] = [];
    const places = new Map<string, number>();
    for (const [index, item] of node.items.entries()) {
      const id = identity(item);
      if (typeof id === 'object') report.add({ ...id, path: [...path, index], span: item.origin.span });
      const known = typeof id === 'string' ? places.get(id) : undefined;
      if (known === undefined) {
        if (typeof id === 'string') places.set(id, items.length);
        items.push(item);
        continue;
      }
      const earlier = items[known];
      if (earlier && isSlip(earlier, item)) warnOfLost(earlier, item, known);
      items[known] = earlier ? { ...item, origin: { ...item.origin, previous: earlier.origin } } : item;
    }
    return items.length === node.items.length ? node : { ...node, items };
  }

  function warnOfLost(earlier: Node, item: Node, index: number): void {
    report.add({
      code: 'dropped-value',
      message: `${pathText([...path, index])} is dropped: a later item of the list takes its place`,
      path: [...path, index],
      span: earlier.origin.span,
      related: [{ message: 'the later item', span: item.origin.span }],
      hint: 'keep one of them',
    });
  }

  const result = walk(tree, rootPlace);
  return isMap(result) ? result : tree;
}

/** Whether two items of one list, as it is in one file, say different things of the same. */
function isSlip(earlier: Node, item: Node): boolean {
  const [one, other] = [earlier.origin, item.origin];
  const { source } = one.span;
  if (source !== other.span.source || one.steps?.length !== other.steps?.length) return false;
  const written = ({ span }: Node['origin']): string => source.text.slice(span.start, span.end);
  return one.span.start < other.span.start && written(one) !== written(other);
}
