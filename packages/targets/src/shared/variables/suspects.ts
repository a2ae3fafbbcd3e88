import type { Marks } from './marks.ts';

type Values = Readonly<Record<string, string | undefined>>;

/**
 * Compares plain data that has marks with the data that has the values; undefined: with the values in the place of marks
 * they are equal. Else the variables whose marks or values (`tried`) are where they differ, as far as that tells.
 */
export function suspects(
  marked: unknown,
  wanted: unknown,
  marks: Marks,
  environment: Values,
  tried: Values,
): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  let equal = true;

  const accuse = (value: unknown): void => {
    equal = false;
    const text = JSON.stringify(value) ?? '';
    for (const name of marks.namesIn(text)) found.add(name);
    for (const [name, one] of Object.entries(tried)) if (one && text.includes(one)) found.add(name);
  };

  const key = (value: unknown, filled: boolean): string =>
    JSON.stringify(value, (_, one: unknown) =>
      filled && typeof one === 'string' ? marks.filled(one, environment) : one,
    ) ?? '';

  const lists = (one: readonly unknown[], other: readonly unknown[]): void => {
    if (one.length === other.length) {
      one.forEach((item, index) => compare(item, other[index]));
      return;
    }
    const ours = new Set(one.map((item) => key(item, true)));
    const theirs = new Set(other.map((item) => key(item, false)));
    equal = false;
    for (const item of one) if (!theirs.has(key(item, true))) accuse(item);
    for (const item of other) if (!ours.has(key(item, false))) accuse(item);
  };

  const compare = (one: unknown, other: unknown): void => {
    if (typeof one === 'string' && marks.filled(one, environment) === other) return;
    if (Array.isArray(one) && Array.isArray(other)) lists(one, other);
    else if (isMap(one) && isMap(other)) {
      for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
        if (Object.hasOwn(one, name) && Object.hasOwn(other, name)) compare(one[name], other[name]);
        else accuse({ [name]: one[name] ?? other[name] });
      }
    } else if (one !== other) {
      accuse(one);
      accuse(other);
    }
  };

  compare(marked, wanted);
  return equal ? undefined : found;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
