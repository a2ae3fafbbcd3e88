import type { MapNode, Node, Origin, Path, Place } from '@transpose/core';
import { below, isMap, isSeq, rootPlace } from '@transpose/core';

/** A use of a key: a value that the input gives. */
export interface Use {
  /** Where in the project: `['services', 'web', 'ports', 0, 'target']`. */
  readonly path: Path;
  /** The key's path in the key table, without names and indexes: `services.ports.target`. */
  readonly key: string;
  readonly origin: Origin;
}

/**
 * Every use of a key in a loaded tree, in tree order: the leaves that the input gives, not those that a rule fills in.
 * `x-` keys are not uses.
 */
export function usesOf(tree: MapNode): readonly Use[] {
  const uses: Use[] = [];
  collect(tree, rootPlace, [], '', uses);
  return uses;
}

function collect(node: Node, place: Place | undefined, path: Path, key: string, uses: Use[]): void {
  const before = uses.length;
  for (const [step, value] of childrenOf(node)) {
    if (value.origin.implied || isExtension(step, place)) continue;
    const inside = below(place, step);
    collect(value, inside, [...path, step], inside?.keyPath ?? key, uses);
  }
  // A scalar, or a collection in which the input gives nothing: `depends_on: [db]` has only what the short form implies.
  if (uses.length === before && key !== '' && !saysNothing(node, place)) uses.push({ path, key, origin: node.origin });
}

/** `ipam: {}`, `ports: []`: a key with nothing in it means no other than leaving it out, but for an empty command. */
function saysNothing(node: Node, place: Place | undefined): boolean {
  const isEmpty = (isMap(node) && node.entries.size === 0) || (isSeq(node) && node.items.length === 0);
  return isEmpty && place?.rule !== undefined && place.rule.decode !== 'words';
}

/** Whether a node that the input gives is one use as a whole: nothing below it is given. */
export function isUse(node: Node): boolean {
  for (const [, value] of childrenOf(node)) if (!value.origin.implied) return false;
  return true;
}

function childrenOf(node: Node): Iterable<readonly [string | number, Node]> {
  if (isMap(node)) return node.entries;
  return isSeq(node) ? node.items.entries() : [];
}

const isExtension = (step: string | number, place: Place | undefined): boolean =>
  typeof step === 'string' && step.startsWith('x-') && place?.hasKeys === true;
