import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { formatDuration, parseDuration } from './duration.ts';

test.each([
  ['1h5m30.5s', '1h5m30.5s'],
  ['90s', '1m30s'],
  ['1d', '24h0m0s'],
  ['1w2d', '216h0m0s'],
  ['1500ms', '1.5s'],
  ['100us', '100µs'],
  ['100µs', '100µs'],
  ['100μs', '100µs'],
  ['5ns', '5ns'],
  ['1.5h', '1h30m0s'],
  ['0', '0s'],
  ['-0', '0s'],
  ['0s', '0s'],
  ['1m1m', '2m0s'],
  ['.5s', '500ms'],
  ['5.s', '5s'],
  ['-5s', '-5s'],
  ['+1.5h', '1h30m0s'],
  ['0.3333333333333333333h', '19m59.999999999s'],
  ['1ms500ns', '1.0005ms'],
  ['106751d', '2562024h0m0s'],
])('%j is %s', (text, printed) => {
  const duration = parseDuration(text);
  expect(duration.ok ? formatDuration(duration.value) : duration.message).toBe(printed);
});

test.each([
  ['', 'invalid duration ""', undefined],
  ['-', 'invalid duration "-"', undefined],
  ['x', 'invalid duration "x"', 0],
  ['.s', 'invalid duration ".s"', 0],
  ['1s ', 'unknown unit "s " in duration "1s "', 1],
  ['10', 'missing unit in duration "10"', 2],
  ['1m30', 'missing unit in duration "1m30"', 4],
  ['5y', 'unknown unit "y" in duration "5y"', 1],
  ['5S', 'unknown unit "S" in duration "5S"', 1],
  ['1m 30s', 'unknown unit "m " in duration "1m 30s"', 1],
  ['99999999999w', 'duration out of range: "99999999999w"', undefined],
])('%j is not a duration', (text, message, at) => {
  expect(parseDuration(text)).toEqual(at === undefined ? { ok: false, message } : { ok: false, message, at });
});

test('a printed duration reads as itself', () => {
  // Up to 2^52 the fractions that Go reckons in doubles are exact.
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 52n), 2n ** 52n), (duration) => {
      expect(parseDuration(formatDuration(duration))).toEqual({ ok: true, value: duration });
    }),
  );
});
