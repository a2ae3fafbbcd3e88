import type { Place } from '../keys/place.ts';
import { below, rootPlace } from '../keys/place.ts';
import type { Decode } from '../keys/rule.ts';
import type { Report } from '../report/report.ts';
import { changeEntries, changeItems } from '../tree/change.ts';
import type { MapNode, Node, SeqNode } from '../tree/node.ts';
import { isMap, isNull, map } from '../tree/node.ts';
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
    if (node.kind === 'seq') return items(node, place.item);
    return readScalar(node, place.type.is === 'any' ? 'keep' : 'text', context);
  }

  function readAs(node: Node, kind: Decode): Node | undefined {
    return node.kind === 'scalar' && isScalarKind(kind)
      ? readScalar(node, kind, context)
      : readCollection(node, kind, context);
  }

  function keyed(node: MapNode, place: Place): MapNode {
    return changeEntries(node, (value, name) => {
      const next = below(place, name);
      if (!next) return name.startsWith('x-') && !place.dropsExtensions ? value : undefined;
      path.push(name);
      const after = walk(value, next);
      path.pop();
      return after;
    });
  }

  function items(node: SeqNode, place: Place | undefined): Node {
    if (!place) return node;
    return changeItems(node, (item, index) => {
      path.push(index);
      // What cannot be read was reported: the item stays, and the load ends after this stage.
      const after = walk(item, place) ?? item;
      path.pop();
      return after;
    });
  }

  return withResources(keyed(tree, rootPlace));
}

/** Networks and volumes are there as soon as they have a name. */
function withResources(tree: MapNode): MapNode {
  return changeEntries(tree, (section, key) =>
    (key === 'networks' || key === 'volumes') && isMap(section)
      ? changeEntries(section, (resource) => (isNull(resource) ? map([], resource.origin) : resource))
      : section,
  );
}

const isSized = (place: Place): boolean => place.hasKeys || place.named !== undefined;

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
