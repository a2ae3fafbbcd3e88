/** Where the search for circles is at a name: the names that it leads to and that are still to be looked at. */
interface Visit {
  readonly name: string;
  readonly rest: Iterator<string>;
}

/**
 * The groups of two or more names of which each reaches all others, in the order of `names`: strongly connected components
 * by Tarjan's algorithm. With a stack of our own, because chains may be longer than calls can be deep.
 */
export function circlesOf(
  names: readonly string[],
  reached: ReadonlyMap<string, ReadonlySet<string>>,
): readonly (readonly string[])[] {
  const numbers = new Map<string, number>();
  /** The lowest number that each name leads back to. */
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circles = new Map<string, number>();
  const visits: Visit[] = [];

  const enter = (name: string): void => {
    lowest.set(name, numbers.size);
    numbers.set(name, numbers.size);
    open.push(name);
    isOpen.add(name);
    visits.push({ name, rest: (reached.get(name) ?? new Set<string>()).values() });
  };
  const lower = (name: string, number: number | undefined): void => {
    lowest.set(name, Math.min(lowest.get(name) ?? 0, number ?? Infinity));
  };
  const leave = (name: string): void => {
    visits.pop();
    const before = visits.at(-1);
    if (before) lower(before.name, lowest.get(name));
    const number = numbers.get(name) ?? 0;
    if (lowest.get(name) !== number) return;
    for (const member of open.splice(open.lastIndexOf(name))) {
      isOpen.delete(member);
      circles.set(member, number);
    }
  };

  for (const start of names) {
    if (!numbers.has(start)) enter(start);
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const next = visit.rest.next();
      if (next.done) leave(visit.name);
      else if (!numbers.has(next.value)) enter(next.value);
      else if (isOpen.has(next.value)) lower(visit.name, numbers.get(next.value));
    }
  }
  const groups = new Map<number, string[]>();
  for (const name of names) {
    const circle = circles.get(name) ?? 0;
    const known = groups.get(circle);
    if (known) known.push(name);
    else groups.set(circle, [name]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
