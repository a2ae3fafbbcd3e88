import type { Parsed } from '../result.ts';
import { failed, parsed } from '../result.ts';

/** A whole number: a bigint where a double cannot hold it, so that none changes on its way through. */
export type Integer = number | bigint;

const largest = 2n ** 63n - 1n;
const smallest = -(2n ** 63n);

/** The smaller of the two forms of a whole number. */
export function toInteger(value: bigint): Integer {
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : value;
}

/**
 * The cast of integer keys: decimal digits with an optional sign, no spaces, within 64 bits.
 * Source: compose-go's cast table, Go's `strconv.Atoi`.
 */
export function parseInteger(text: string): Parsed<Integer> {
  if (!/^[+-]?\d+$/.test(text)) return failed(`invalid integer: "${text}"`);
  const value = BigInt(text.replace(/^\+/, ''));
  if (value > largest || value < smallest) return failed(`integer out of range: "${text}"`);
  return parsed(toInteger(value));
}
