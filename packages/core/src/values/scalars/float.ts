import type { Parsed } from '../result.ts';
import { failed, parsed } from '../result.ts';

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const hexadecimal = /^([+-]?)0x([\da-f]*)(?:\.([\da-f]*))?p([+-]?\d+)$/i;

/**
 * The cast of float keys: a decimal or hexadecimal number, with or without an exponent, no spaces; `_` may appear between
 * two digits. `inf` and `nan`, which Go would take too, are refused: no such value can be printed.
 * Source: Go's `strconv.ParseFloat`.
 */
export function parseFloat64(text: string): Parsed<number> {
  const separators = /^[+-]?0x/i.test(text) ? /(?<=[\da-fx])_(?=[\da-f])/gi : /(?<=\d)_(?=\d)/g;
  const plain = text.replace(separators, '');
  const value = decimal.test(plain) ? Number(plain) : hexadecimalValue(plain);
  if (value === undefined) return failed(`invalid number: "${text}"`);
  return Number.isFinite(value) ? parsed(value) : failed(`number out of range: "${text}"`);
}

/** `0x1.8p1` is 3: digits to the base of 16, times a power of two. */
function hexadecimalValue(text: string): number | undefined {
  const [, sign, whole = '', fraction = '', exponent] = hexadecimal.exec(text) ?? [];
  if (whole === '' && fraction === '') return undefined;
  const digits = Number(`0x${whole}${fraction}`);
  return (sign === '-' ? -digits : digits) * 2 ** (Number(exponent) - 4 * fraction.length);
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
