/**
 * A table that is asked by names which users write. It has no prototype: `constructor` and `toString` are in it only
 * where a row has that name.
 */
export function table<T>(rows: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.freeze(Object.assign(Object.create(null) as Record<string, T>, rows));
}
