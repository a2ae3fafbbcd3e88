import type { MapNode, Node, SeqNode } from '../tree/node.ts';
import { isMap, map } from '../tree/node.ts';

/**
 * Pools of addresses (`ipam.config`): each earlier pool is compared with each later one; equal subnets are merged by key.
 * Quirk, followed: an earlier pool whose subnet no later one has is lost. Source: compose-go's `mergeIPAMConfig`.
 */
export function mergeSubnets(
  earlier: SeqNode,
  later: SeqNode,
  mergeByKey: (earlier: MapNode, later: MapNode) => MapNode,
  lost: (pool: MapNode) => void,
): Node {
  const pools: MapNode[] = [];
  for (const before of earlier.items) {
    let pool = asMap(before);
    for (const after of later.items.map(asMap)) {
      if (subnetOf(after) !== subnetOf(pool) && !pools.some((known) => subnetOf(known) === subnetOf(after))) {
        pools.push(after);
        continue;
      }
      const merged = mergeByKey(pool, after);
      const at = pools.findIndex((known) => subnetOf(known) === subnetOf(merged));
      if (at < 0) pools.push(merged);
      else pools[at] = merged;
      pool = merged;
    }
  }
  for (const before of earlier.items.map(asMap)) {
    if (!pools.some((pool) => subnetOf(pool) === subnetOf(before))) lost(before);
  }
  return { kind: 'seq', items: pools, origin: { ...later.origin, previous: earlier.origin } };
}

const asMap = (node: Node): MapNode => (isMap(node) ? node : map([], node.origin));

function subnetOf(pool: MapNode): unknown {
  const subnet = pool.entries.get('subnet');
  return subnet?.kind === 'scalar' ? subnet.value : undefined;
}
