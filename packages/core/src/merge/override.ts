import { startedDependency } from '../keys/service/depends-on.ts';
import type { Place } from '../keys/place.ts';
import { below } from '../keys/place.ts';
import type { Merge } from '../keys/rule.ts';
import { kindOf } from '../keys/kind.ts';
import type { Report } from '../report/report.ts';
import type { MapNode, Node, Origin } from '../tree/node.ts';
import { isMap, isNull, isSeq, isString, map, pathText, scalar, seq } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';
import { entryItems } from './entry-items.ts';
import { mergeSubnets } from './subnets.ts';

/** Where a merge is. The path is pushed and popped on the way. */
export interface MergeContext {
  readonly report: Report;
  readonly path: (string | number)[];
  /** Mappings that become lists are sorted by key. */
  readonly sorted?: boolean;
}

/**
 * Lays a later tree over an earlier one, by the rules of the key table. Values that are replaced are kept as
 * `origin.previous`. Source: Compose Merge, compose-go's `override`.
 *
 * @param place what the key table says of the two: `rootPlace` for files, that of a service for `extends`.
 */
export function mergeNodes(earlier: Node, later: Node, place: Place | undefined, context: MergeContext): Node {
  const rule = place?.rule?.merge;
  if (rule) warnOfDropped(rule, later, context);
  if (rule) return mergeBy(rule, earlier, later, place, context);
  if (isNull(later)) return kept(earlier, later, place, context);
  if (isMap(earlier))
    return isMap(later) ? mergeMaps(earlier, later, place, context) : conflict(earlier, later, context);
  if (isSeq(earlier)) {
    if (!isSeq(later)) return conflict(earlier, later, context);
    return { ...later, items: [...earlier.items, ...later.items], origin: over(later, earlier) };
  }
  return replaced(earlier, later);
}

function mergeBy(rule: Merge, earlier: Node, later: Node, place: Place | undefined, context: MergeContext): Node {
  switch (rule) {
    case 'replace':
      return replaced(earlier, later);
    case 'entries':
      return seq([...entryItems(earlier, context.sorted), ...entryItems(later, context.sorted)], over(later, earlier));
    case 'hosts': {
      const first = entryItems(earlier);
      const known = new Set(first.map(textOf));
      return seq([...first, ...entryItems(later).filter((item) => !known.has(textOf(item)))], over(later, earlier));
    }
    case 'entry-values':
      if (!isMap(earlier) || !isMap(later)) break;
      return mergeMaps(earlier, later, undefined, context, replaced);
    case 'named':
      return mergeAsMaps(named(earlier, bareName, context), named(later, bareName, context), place, context);
    case 'dependencies':
      return mergeAsMaps(named(earlier, dependency, context), named(later, dependency, context), place, context);
    case 'build':
      return mergeAsMaps(asBuild(earlier), asBuild(later), place, context);
    case 'driver': {
      if (!isMap(earlier) || !isMap(later)) break;
      const [before, after] = [earlier.entries.get('driver'), later.entries.get('driver')];
      if (before && after && textOf(before) !== textOf(after)) return replaced(earlier, later);
      return mergeMaps(earlier, later, place, context);
    }
    case 'subnets':
      if (!isSeq(earlier) || !isSeq(later)) break;
      return mergeSubnets(
        earlier,
        later,
        (before, after) => mergeMaps(before, after, place?.item, context),
        (pool) => warnOfLostPool(pool, later, context),
      );
  }
  // Forms that the rule does not know: what follows tells, the schema or a conflict.
  if (isNull(later)) return kept(earlier, later, place, context);
  return earlier.kind === 'scalar' ? replaced(earlier, later) : conflict(earlier, later, context);
}

/** Nothing leaves an earlier value: said where a key was written to take it away, not where a name is only listed. */
function kept(earlier: Node, later: Node, place: Place | undefined, { report, path }: MergeContext): Node {
  if (place?.rule && !isNull(earlier)) {
    report.add({
      code: 'no-effect',
      message: `${pathText(path)} without a value leaves the one that is there`,
      path: [...path],
      span: later.origin.key ?? later.origin.span,
      related: [{ message: 'the value that stays', span: earlier.origin.key ?? earlier.origin.span }],
      hint: 'write `!reset null` to take it away',
    });
  }
  return earlier;
}

function mergeAsMaps(earlier: Node, later: Node, place: Place | undefined, context: MergeContext): Node {
  if (!isMap(later)) return earlier;
  return isMap(earlier) ? mergeMaps(earlier, later, place, context) : replaced(earlier, later);
}

/** By key: earlier entries keep their place, new ones follow. */
function mergeMaps(
  earlier: MapNode,
  later: MapNode,
  place: Place | undefined,
  context: MergeContext,
  mergeEntry: typeof mergeNodes = mergeNodes,
): MapNode {
  const entries = new Map(earlier.entries);
  for (const [name, value] of later.entries) {
    const before = entries.get(name);
    if (!before) {
      entries.set(name, value);
      continue;
    }
    context.path.push(name);
    entries.set(name, mergeEntry(before, value, below(place, name), context));
    context.path.pop();
  }
  return { kind: 'map', entries, origin: over(later, earlier) };
}

/** Of forms that Docker Compose takes nothing from, and says nothing of, when something is there already. */
function warnOfDropped(rule: Merge, later: Node, { report, path }: MergeContext): void {
  if (later.kind !== 'scalar' || isNull(later)) return;
  const taken = rule === 'named' || rule === 'dependencies' ? false : isString(later) || rule === 'replace';
  if (taken || rule === 'entry-values' || rule === 'driver' || rule === 'subnets') return;
  report.add({
    code: 'dropped-value',
    message: `${pathText(path)} is ${kindOf(later)} here and adds nothing to what is there already`,
    path: [...path],
    span: later.origin.span,
  });
}

function warnOfLostPool(pool: Node, later: Node, { report, path }: MergeContext): void {
  report.add({
    code: 'dropped-value',
    message: `a pool of ${pathText(path)} is lost: the later list has none of its subnet`,
    path: [...path],
    span: pool.origin.span,
    related: [{ message: 'the later list', span: later.origin.key ?? later.origin.span }],
    hint: 'repeat the pool in the later list',
  });
}

function replaced(earlier: Node, later: Node): Node {
  return { ...later, origin: over(later, earlier) };
}

function over(later: Node, earlier: Node): Origin {
  return later.origin === earlier.origin ? later.origin : { ...later.origin, previous: earlier.origin };
}

function conflict(earlier: Node, later: Node, { report, path }: MergeContext): Node {
  report.add({
    code: 'merge-conflict',
    message: `${pathText(path)} is ${kindOf(later)} here and ${kindOf(earlier)} in what it is laid over`,
    path: [...path],
    span: later.origin.span,
    related: [{ message: 'the earlier value', span: earlier.origin.key ?? earlier.origin.span }],
    hint: `write it as ${kindOf(earlier)} too, or put \`!override\` before the value`,
  });
  return earlier;
}

const textOf = (node: Node): string | undefined => (node.kind === 'scalar' ? scalarText(node) : undefined);
const bareName = (origin: Origin): Node => scalar(null, 'null', origin);
const dependency = (origin: Origin): Node => startedDependency(origin);

/** A list of names as a map, `entryOf` making the value of each. Other forms as they are. */
function named(node: Node, entryOf: (origin: Origin) => Node, { report, path }: MergeContext): Node {
  if (!isSeq(node)) return node;
  const entries: [string, Node][] = [];
  for (const [index, item] of node.items.entries()) {
    if (isString(item)) entries.push([item.value, entryOf(item.origin)]);
    else {
      report.add({
        code: 'wrong-type',
        message: `${pathText([...path, index])} must be a name, and is ${kindOf(item)}`,
        path: [...path, index],
        span: item.origin.span,
      });
    }
  }
  return map(entries, node.origin);
}

function asBuild(node: Node): Node {
  return isString(node) ? map([['context', node]], node.origin) : node;
}
