import { parseFloat64 } from './float.ts';
import { parseInteger } from './integer.ts';
import type { Parsed } from '../result.ts';
import { failed, parsed } from '../result.ts';

const powers = 'bkmgtp';

/**
 * A size in bytes: a whole number (also negative: `-1` is "unlimited" to some keys), or a number, at most one space and
 * a unit `b k m g t p`, each also with `b` or `ib` behind it, in any case, in powers of 1024. Fractions of bytes are cut.
 * A bigint, because `9223372036854775807` is a size that Compose prints as it is; the model's `Bytes` are made with
 * `Number()`. Source: compose-go's `UnitBytes`, docker/go-units.
 */
export function parseBytes(text: string): Parsed<bigint> {
  const whole = parseInteger(text);
  if (whole.ok) return parsed(BigInt(whole.value));

  const [, digits = '', unit = ''] = (text.includes(' ') ? /^([^ ]*) (.*)$/s : /^(.*[\d.])(.*)$/s).exec(text) ?? [];
  if (digits === '') return failed(`invalid size: "${text}"`);
  const number = parseFloat64(digits);
  if (!number.ok || number.value < 0) return failed(`invalid size: "${text}"`);

  const power = /^(?:b|[kmgtp](?:i?b)?)$/i.test(unit) ? powers.indexOf(unit.charAt(0).toLowerCase()) : -1;
  if (unit !== '' && power < 0) return failed(`invalid size: "${text}" ends in the unknown unit "${unit}"`);
  const size = BigInt(Math.trunc(number.value * 1024 ** Math.max(power, 0)));
  return size < 2n ** 63n ? parsed(size) : failed(`size out of range: "${text}"`);
}

/** A size as Compose prints it: a decimal number of bytes. */
export function formatBytes(size: bigint | number): string {
  return String(size);
}
