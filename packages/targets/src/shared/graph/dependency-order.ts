/**
 * The items in an order in which each comes after those it needs; otherwise as they are given. In a circle, which is the
 * loader's error, the first one comes last. A stack of our own: chains may be longer than calls can be deep.
 */
export function dependencyOrder<T>(items: readonly T[], needsOf: (item: T) => readonly T[]): readonly T[] {
  const order: T[] = [];
  const seen = new Set<T>();
  const open: { readonly item: T; readonly needs: T[] }[] = [];
  const enter = (item: T): void => {
    if (seen.has(item)) return;
    seen.add(item);
    open.push({ item, needs: needsOf(item).toReversed() });
  };
  for (const item of items) {
    enter(item);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const need = top.needs.pop();
      if (need === undefined) order.push(...open.splice(-1).map((one) => one.item));
      else enter(need);
    }
  }
  return order;
}
