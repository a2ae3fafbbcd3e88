import type { MapNode, Node, Origin, Path, Type } from '@transpose/core';
import { isMap, isSeq, projectType } from '@transpose/core';

/** A use of a key: a value that the input gives. */
export interface Use {
  /** Where in the project: `['services', 'web', 'ports', 0, 'target']`. */
  readonly path: Path;
  /** The key's path in the key table, without names and indexes: `['services', 'ports', 'target']`. */
  readonly key: readonly string[];
  readonly origin: Origin;
}

/**
 * Every use of a key in a loaded tree, in tree order: the leaves that the input gives, not those that a rule fills in.
 * `x-` keys are no uses.
 */
export function usesOf(tree: MapNode): readonly Use[] {
  const uses: Use[] = [];
  collect(tree, { is: 'object', keys: projectType.keys }, [], [], uses);
  return uses;
}

function collect(node: Node, type: Type, path: Path, key: readonly string[], uses: Use[]): void {
  const before = uses.length;
  const shape = shapeFor(node, type);
  if (isMap(node)) {
    for (const [name, value] of node.entries) {
      if (value.origin.implied) continue;
      if (shape?.is !== 'object') collect(value, shape?.is === 'map' ? shape.of : anything, [...path, name], key, uses);
      else if (!name.startsWith('x-'))
        collect(value, shape.keys[name]?.type ?? anything, [...path, name], [...key, name], uses);
    }
  } else if (isSeq(node)) {
    const of = shape?.is === 'list' ? shape.of : anything;
    for (const [index, item] of node.items.entries()) {
      if (!item.origin.implied) collect(item, of, [...path, index], key, uses);
    }
  }
  // A scalar, or a collection in which the input gives nothing: `depends_on: [db]` has only what the short form implies.
  if (uses.length === before && key.length > 0) uses.push({ path, key, origin: node.origin });
}

const anything: Type = { is: 'any' };

/** The alternative of a type that a collection fits: with keys of its own before one with names. */
function shapeFor(node: Node, type: Type): Type | undefined {
  const alternatives = alternativesOf(type);
  if (isSeq(node)) return alternatives.find(({ is }) => is === 'list');
  if (!isMap(node)) return undefined;
  // A canonical map may stand where the file has a list: its entries are then the list's items.
  const listed = alternatives.flatMap((one) => (one.is === 'list' ? alternativesOf(one.of) : []));
  return [...alternatives, ...listed].find(({ is }) => is === 'object') ?? alternatives.find(({ is }) => is === 'map');
}

function alternativesOf(type: Type): readonly Type[] {
  return type.is === 'one-of' ? type.of.flatMap(alternativesOf) : [type];
}
