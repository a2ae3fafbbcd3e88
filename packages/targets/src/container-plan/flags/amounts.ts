/** A length of time in nanoseconds as Go reads it, in the largest unit that divides it: `90s`, `1500ms`. */
export function goDuration(nanoseconds: number): string {
  if (nanoseconds % 1e9 === 0) return `${nanoseconds / 1e9}s`;
  if (nanoseconds % 1e6 === 0) return `${nanoseconds / 1e6}ms`;
  if (nanoseconds % 1e3 === 0) return `${nanoseconds / 1e3}us`;
  return `${nanoseconds}ns`;
}

/** A number of bytes as Docker reads it, in the largest binary unit that divides it: `512m`, `1g`, `1000`. */
export function dockerBytes(bytes: number): string {
  if (bytes <= 0) return String(bytes);
  for (const [unit, size] of [
    ['g', 2 ** 30],
    ['m', 2 ** 20],
    ['k', 2 ** 10],
  ] as const) {
    if (bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}

/** A plain decimal number, without exponent: `0.0000001`. Docker's `--cpus` reads nine places at most. */
export function decimal(value: number): string {
  const shortest = String(value);
  return /e/.test(shortest) ? value.toFixed(9).replace(/\.?0+$/, '') : shortest;
}
