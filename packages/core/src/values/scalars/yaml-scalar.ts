import type { Scalar, ScalarType, Timestamp } from '../../tree/node.ts';
import { toInteger } from './integer.ts';
import { parseTimestamp } from './timestamp.ts';

/** A scalar with the type that YAML gives it; JavaScript's numbers do not tell `1` from `1.0`, Compose's rules do. */
export type TypedScalar =
  | { readonly type: 'null'; readonly value: null }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'timestamp'; readonly value: Timestamp }
  | { readonly type: 'string'; readonly value: string };

/** Keeps `TypedScalar` and the contract of nodes together. */
const typed = <T extends TypedScalar>(scalar: T & { readonly type: ScalarType; readonly value: Scalar }): T => scalar;

const words: ReadonlyMap<string, TypedScalar> = new Map<string, TypedScalar>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, typed({ type: 'null', value: null })] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, typed({ type: 'bool', value: true })] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, typed({ type: 'bool', value: false })] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, typed({ type: 'float', value: NaN })] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((word) => [
    [word, typed({ type: 'float', value: Infinity })] as const,
    [`+${word}`, typed({ type: 'float', value: Infinity })] as const,
    [`-${word}`, typed({ type: 'float', value: -Infinity })] as const,
  ]),
  ['-0', { type: 'float', value: -0 }],
]);

const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/**
 * What a plain (unquoted, untagged) scalar means. Source: go-yaml v4's resolver, which lies between YAML 1.1 and 1.2:
 * `yes` and `1:30` are strings, a leading zero is octal (`0755` is 493) unless a digit forbids it (`08` is the float 8),
 * underscores in numbers are dropped, dates are timestamps.
 */
export function resolvePlainScalar(text: string): TypedScalar {
  const word = words.get(text);
  if (word) return word;
  const first = text.charAt(0);
  if (first === '.') return asFloat(text) ?? { type: 'string', value: text };
  if (!/[-+\d]/.test(first)) return { type: 'string', value: text };

  const timestamp = parseTimestamp(text);
  if (timestamp) return { type: 'timestamp', value: timestamp };
  const plain = text.replaceAll('_', '');
  return asInteger(plain) ?? asFloat(plain) ?? { type: 'string', value: text };
}

function asInteger(text: string): TypedScalar | undefined {
  const [, sign = '', prefix = '', digits = ''] = /^([-+]?)(0[xX]|0[bB]|0[oO]|0(?=\d)|)(.+)$/.exec(text) ?? [];
  const base = prefix.toLowerCase();
  const fits =
    base === '0x' ? /^[\da-f]+$/i : base === '0b' ? /^[01]+$/ : base === '0o' || base === '0' ? /^[0-7]+$/ : /^\d+$/;
  if (!fits.test(digits)) return undefined;
  const size = BigInt((base === '0' ? '0o' : base) + digits);
  const value = sign === '-' ? -size : size;
  // Signed 64 bits, and unsigned ones for numbers without a sign.
  const limit = sign === '' ? 2n ** 64n : 2n ** 63n;
  if (value >= limit || value < -(2n ** 63n)) return undefined;
  return { type: 'int', value: toInteger(value) };
}

function asFloat(text: string): TypedScalar | undefined {
  const value = float.test(text) ? Number(text) : Infinity;
  return Number.isFinite(value) ? { type: 'float', value } : undefined;
}
