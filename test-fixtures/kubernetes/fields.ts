/** What is at a path of keys in data of any shape. */
export function field(data: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined),
    data,
  );
}

/** The items of the list at a path; none when there is no list. */
export function items(data: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = field(data, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The keys and values of the mapping at a path. */
export function entries(data: unknown, ...keys: readonly string[]): readonly (readonly [string, unknown])[] {
  const found = field(data, ...keys);
  return typeof found === 'object' && found !== null ? Object.entries(found) : [];
}

/** The text at a path; undefined when there is none. */
export function text(data: unknown, ...keys: readonly string[]): string | undefined {
  const found = field(data, ...keys);
  return typeof found === 'string' ? found : undefined;
}
