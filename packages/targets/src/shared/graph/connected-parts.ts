/**
 * What groups with common members join: each member leads to one that stands for all that are connected with it. Members are
 * put together as in the forests of Galler and Fischer, An Improved Equivalence Algorithm, 1964.
 */
export function connectedParts(groups: Iterable<readonly string[]>): (member: string) => string {
  const above = new Map<string, string>();
  const partOf = (member: string): string => {
    let top = member;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next;
    // Whoever was passed on the way up is right below the top from now on.
    for (let at = member; at !== top;) {
      const next = above.get(at) ?? top;
      above.set(at, top);
      at = next;
    }
    return top;
  };
  for (const [first, ...others] of groups) {
    if (first === undefined) continue;
    for (const other of others) {
      const [one, two] = [partOf(first), partOf(other)];
      if (one !== two) above.set(two, one);
    }
  }
  return partOf;
}
