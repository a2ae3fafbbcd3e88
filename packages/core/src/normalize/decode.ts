import type { Place } from '../keys/place.ts';
import { below, rootPlace } from '../keys/place.ts';
import type { Decode } from '../keys/rule.ts';
import type { Report } from '../report.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, isNull } from '../tree/node.ts';
import { readCollection } from './decode-collections.ts';
import type { DecodeContext } from './decode-scalars.ts';
import { readScalar } from './decode-scalars.ts';

/**
 * Reads every value as what it finally is: sizes as bytes, durations as nanoseconds, commands as words, lists and maps
 * of `K=V` as maps, numbers and booleans that were strings. All errors are reported. What is null is left out, except
 * where a name stands for itself (`networks: {default: }`). Source: compose-go's types as they decode.
 */
export function decode(tree: MapNode, report: Report): MapNode {
  const path: (string | number)[] = [];
  const context: DecodeContext = { report, path };

  function walk(node: Node, place: Place): Node | undefined {
    if (isNull(node)) return place.rule ? undefined : node;
    const kind = place.rule?.decode;
    if (kind) return readAs(node, kind);
    if (node.kind === 'map') return isSized(place) ? keyed(node, place) : node;
    if (node.kind === 'seq') return items(node.items, node, place.item);
    return readScalar(node, place.type.is === 'any' ? 'keep' : 'text', context);
  }

  function readAs(node: Node, kind: Decode): Node | undefined {
    return node.kind === 'scalar' && isScalarKind(kind)
      ? readScalar(node, kind, context)
      : readCollection(node, kind, context);
  }

  function keyed(node: MapNode, place: Place): MapNode {
    const entries = new Map<string, Node>();
    for (const [name, value] of node.entries) {
      const next = below(place, name);
      if (!next) {
        if (name.startsWith('x-')) entries.set(name, value);
        continue;
      }
      path.push(name);
      const after = walk(value, next);
      path.pop();
      if (after) entries.set(name, after);
    }
    return { ...node, entries };
  }

  function items(nodes: readonly Node[], node: Node, place: Place | undefined): Node {
    if (!place) return node;
    const kept: Node[] = [];
    for (const [index, item] of nodes.entries()) {
      path.push(index);
      const after = walk(item, place);
      path.pop();
      if (after) kept.push(after);
    }
    return { kind: 'seq', items: kept, origin: node.origin };
  }

  const result = keyed(tree, rootPlace);
  return isMap(result) ? result : tree;
}

const isSized = (place: Place): boolean => place.keys !== undefined || place.named !== undefined;

const collections: ReadonlySet<Decode> = new Set<Decode>([
  'words',
  'test',
  'texts',
  'entries',
  'mapping',
  'options',
  'plain-options',
  'option-lists',
  'hosts',
  'ulimits',
]);

const isScalarKind = (kind: Decode): boolean => !collections.has(kind);

