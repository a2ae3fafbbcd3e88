import type { Parsed } from '../result.ts';
import { failed, parsed } from '../result.ts';

const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['d', 86_400_000_000_000n],
  ['w', 604_800_000_000_000n],
]);

const limit = 2n ** 63n;

/**
 * A length of time in nanoseconds: a sign or none, then numbers with units (`1h5m30.5s`), no spaces; `0` needs no unit.
 * A bigint as Go's 64 bits are exact; the model's `Nanoseconds` are made with `Number()`.
 * Source: compose-go's `Duration`, xhit/go-str2duration.
 */
export function parseDuration(text: string): Parsed<bigint> {
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  if (text.slice(sign.length) === '0') return parsed(0n);
  if (text.length === sign.length) return failed(`invalid duration "${text}"`);

  const pair = /(\d*)(?:\.(\d*))?([^.\d]*)/y;
  let total = 0n;
  for (let at = sign.length; at < text.length; at = pair.lastIndex) {
    pair.lastIndex = at;
    const [all = '', whole = '', fraction = '', unit = ''] = pair.exec(text) ?? [];
    if (whole === '' && fraction === '') return failed(`invalid duration "${text}"`, at);
    const unitAt = at + all.length - unit.length;
    if (unit === '') return failed(`missing unit in duration "${text}"`, unitAt);
    const size = units.get(unit);
    if (size === undefined) return failed(`unknown unit "${unit}" in duration "${text}"`, unitAt);
    total += BigInt(whole) * size + fractionOf(fraction, size);
    if (total >= limit) return failed(`duration out of range: "${text}"`);
  }
  return parsed(sign === '-' ? -total : total);
}

/** Go reckons fractions in doubles and cuts; digits past the 18th do not matter to a 64-bit number. */
function fractionOf(digits: string, size: bigint): bigint {
  const kept = digits.slice(0, 18);
  return BigInt(Math.trunc(Number(kept || '0') * (Number(size) / 10 ** kept.length)));
}

/** A length of time as Go prints it: `1m30s`, `24h0m0s`, `1.5s`, `100µs`, `0s`. */
export function formatDuration(nanoseconds: bigint | number): string {
  const total = BigInt(nanoseconds);
  if (total < 0n) return `-${formatDuration(-total)}`;
  if (total === 0n) return '0s';
  if (total < 1_000n) return `${total}ns`;
  if (total < 1_000_000n) return `${decimal(total, 3)}µs`;
  if (total < 1_000_000_000n) return `${decimal(total, 6)}ms`;
  const minutes = total / 60_000_000_000n;
  const seconds = `${decimal(total % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** `value / 10^places` without trailing zeros. */
function decimal(value: bigint, places: number): string {
  const digits = String(value).padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return digits.slice(0, -places) + (fraction && `.${fraction}`);
}

/** Nanoseconds of the model in seconds, with fractions. */
export const seconds = (nanoseconds: number): number => nanoseconds / 1e9;

/** The seconds of a length of time as people write it (`90s`, `1h30m`); undefined when it is none, or below zero. */
export function parseSeconds(text: string): number | undefined {
  const duration = parseDuration(text);
  return duration.ok && duration.value >= 0n ? seconds(Number(duration.value)) : undefined;
}
