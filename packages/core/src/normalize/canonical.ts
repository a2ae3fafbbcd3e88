import type { Place } from '../keys/place.ts';
import { below, rootPlace } from '../keys/place.ts';
import type { Change } from '../keys/rule.ts';
import type { Report } from '../report/report.ts';
import { changeEntries, changeItems } from '../tree/change.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap } from '../tree/node.ts';

/**
 * Short forms to long ones, by `KeyRule.expand`. What is long already stays as it is.
 *
 * @param options.lenient variables were left in: what cannot be read stays short, without an error.
 */
export function canonical(tree: MapNode, report: Report, options: { readonly lenient?: boolean } = {}): MapNode {
  return changeBy('expand', tree, report, options.lenient ?? false);
}

/**
 * Fills in what is checked and printed as if it had been written (`KeyRule.fill`): build contexts, targets of secrets,
 * protocols of ports, counts of devices. Its origin is marked as implied.
 */
export function setDefaults(tree: MapNode, report: Report): MapNode {
  return changeBy('fill', tree, report, false);
}

function changeBy(column: 'expand' | 'fill', tree: MapNode, report: Report, lenient: boolean): MapNode {
  const path: (string | number)[] = [];
  const context = { report, path, lenient };

  function walk(node: Node, place: Place): Node {
    const change: Change | undefined = place.rule?.[column];
    return children(change ? change(node, context) : node, place);
  }

  function children(node: Node, place: Place): Node {
    if (node.kind === 'map') return changeEntries(node, (value, name) => step(name, value, below(place, name)));
    const next = place.item;
    return node.kind === 'seq' && next?.has(column)
      ? changeItems(node, (item, index) => step(index, item, next))
      : node;
  }

  function step(name: string | number, value: Node, place: Place | undefined): Node {
    if (!place?.has(column)) return value;
    path.push(name);
    const after = walk(value, place);
    path.pop();
    return after;
  }

  const result = children(tree, rootPlace);
  return isMap(result) ? result : tree;
}
