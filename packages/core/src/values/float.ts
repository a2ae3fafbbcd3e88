import type { Parsed } from './result.ts';
import { failed, parsed } from './result.ts';

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The cast of float keys: a decimal number, with or without an exponent, no spaces. Hexadecimal floats, `inf` and `nan`,
 * which Go would take too, are refused: no such value can be printed. Source: Go's `strconv.ParseFloat`.
 */
export function parseFloat64(text: string): Parsed<number> {
  if (!decimal.test(text)) return failed(`invalid number: "${text}"`);
  const value = Number(text);
  return Number.isFinite(value) ? parsed(value) : failed(`number out of range: "${text}"`);
}

/**
 * A number in single precision, as the shortest decimal that means it: `cpus: 0.1` stays 0.1, while the tenth digit
 * of a longer fraction is lost. Compose keeps `cpus` that way.
 */
export function toFloat32(value: number): number {
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(9));
}
