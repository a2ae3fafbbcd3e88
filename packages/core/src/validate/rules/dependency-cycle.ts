import type { Report } from '../../report/report.ts';
import type { Node } from '../../tree/node.ts';
import { isMap, nodeAt } from '../../tree/node.ts';
import { placeOf } from './rule.ts';

/** Services depend on each other in no circle: one is drawn for each group of services that form any. */
export function dependencyCycles(services: ReadonlyMap<string, Node>, report: Report): void {
  for (const group of tangledGroups(services)) {
    const cycle = shortestCycle(group, services);
    const [first = '', second = ''] = cycle;
    const edge = nodeAt(services.get(first), ['depends_on', second]);
    if (!edge) continue;
    report.add({
      code: 'dependency-cycle',
      message: `dependency cycle: ${cycle.join(' -> ')}`,
      path: ['services', first, 'depends_on', second],
      span: placeOf(edge),
      related: cycle.slice(1, -1).flatMap((name, index) => {
        const next = cycle[index + 2] ?? '';
        const node = nodeAt(services.get(name), ['depends_on', next]);
        return node ? [{ message: `"${name}" depends on "${next}"`, span: placeOf(node) }] : [];
      }),
    });
  }
}

function dependenciesOf(name: string, services: ReadonlyMap<string, Node>): readonly string[] {
  const dependencies = nodeAt(services.get(name), ['depends_on']);
  return isMap(dependencies) ? [...dependencies.entries.keys()].filter((other) => services.has(other)) : [];
}

/** The groups of services that all reach each other, in time linear in the dependencies (Tarjan), without recursion. */
function tangledGroups(services: ReadonlyMap<string, Node>): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();

  for (const root of services.keys()) {
    if (order.has(root)) continue;
    const open = [{ name: root, next: 0, others: dependenciesOf(root, services) }];
    const enter = (name: string): void => {
      lowest.set(name, order.size);
      order.set(name, order.size);
      stack.push(name);
      onStack.add(name);
    };
    enter(root);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const other = top.others[top.next];
      top.next += 1;
      if (other === undefined) {
        open.pop();
        const parent = open.at(-1);
        const low = lowest.get(top.name) ?? 0;
        if (parent) lowest.set(parent.name, Math.min(lowest.get(parent.name) ?? 0, low));
        if (low !== order.get(top.name)) continue;
        const group: string[] = [];
        for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
          onStack.delete(name);
          group.push(name);
          if (name === top.name) break;
        }
        if (group.length > 1 || top.others.includes(top.name)) groups.push(group.reverse());
      } else if (!order.has(other)) {
        enter(other);
        open.push({ name: other, next: 0, others: dependenciesOf(other, services) });
      } else if (onStack.has(other)) {
        lowest.set(top.name, Math.min(lowest.get(top.name) ?? 0, order.get(other) ?? 0));
      }
    }
  }
  return groups;
}

/** A shortest way from the first service of a group back to itself: `[a, b, a]`. */
function shortestCycle(group: readonly string[], services: ReadonlyMap<string, Node>): readonly string[] {
  const [start = ''] = group;
  const members = new Set(group);
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const name of queue) {
    for (const other of dependenciesOf(name, services)) {
      if (!members.has(other) || cameFrom.has(other)) continue;
      cameFrom.set(other, name);
      queue.push(other);
    }
  }
  const cycle = [start];
  for (let name = cameFrom.get(start); name !== undefined && name !== start; name = cameFrom.get(name))
    cycle.unshift(name);
  return [start, ...cycle];
}
