/** The first difference between two values as data, for people; undefined when they are equal. Key order is not a difference. */
export function difference(expected: unknown, actual: unknown, path = ''): string | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
      const inside = differenceAt(expected, actual, index, `${path}[${index}]`);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  if (isMap(expected) && isMap(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const inside = differenceAt(expected, actual, key, path === '' ? key : `${path}.${key}`);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  return expected === actual ? undefined : sentence(path, expected, actual);
}

function differenceAt(expected: object, actual: object, key: string | number, path: string): string | undefined {
  const before = Object.hasOwn(expected, key) ? (expected as Record<string | number, unknown>)[key] : undefined;
  const after = Object.hasOwn(actual, key) ? (actual as Record<string | number, unknown>)[key] : undefined;
  if (Object.hasOwn(expected, key) && Object.hasOwn(actual, key)) return difference(before, after, path);
  return sentence(path, before, after);
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sentence = (path: string, expected: unknown, actual: unknown) =>
  `${path || 'document'}: expected ${show(expected)}, got ${show(actual)}`;

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 90 ? `${text.slice(0, 90)}…` : text;
}

/** The reference doubles every `$` in what it prints, in values and keys: undoes it. */
export function singleDollars(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$$', '$');
  if (Array.isArray(value)) return value.map(singleDollars);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replaceAll('$$', '$'), singleDollars(item)]),
  );
}
