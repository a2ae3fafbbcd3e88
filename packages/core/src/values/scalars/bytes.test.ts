import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { formatBytes, parseBytes } from './bytes.ts';

test.each([
  ['1b', '1'],
  ['1k', '1024'],
  ['1kb', '1024'],
  ['1KiB', '1024'],
  ['512m', '536870912'],
  ['512MB', '536870912'],
  ['1g', '1073741824'],
  ['1gib', '1073741824'],
  ['1t', '1099511627776'],
  ['1p', '1125899906842624'],
  ['1 g', '1073741824'],
  ['1 ', '1'],
  ['1024', '1024'],
  ['0.5g', '536870912'],
  ['1.5k', '1536'],
  ['.5k', '512'],
  ['1.7', '1'],
  ['1.7b', '1'],
  ['1e3', '1000'],
  ['1e3k', '1024000'],
  ['-1', '-1'],
  ['+5', '5'],
  ['0', '0'],
  ['9223372036854775807', '9223372036854775807'],
])('%j is %s bytes', (text, bytes) => {
  const size = parseBytes(text);
  expect(size.ok ? formatBytes(size.value) : size.message).toBe(bytes);
});

test.each([
  ['lots', 'invalid size: "lots"'],
  ['', 'invalid size: ""'],
  ['g', 'invalid size: "g"'],
  ['-1g', 'invalid size: "-1g"'],
  ['1x', 'invalid size: "1x" ends in the unknown unit "x"'],
  ['1gx', 'invalid size: "1gx" ends in the unknown unit "gx"'],
  ['1bb', 'invalid size: "1bb" ends in the unknown unit "bb"'],
  ['1kibi', 'invalid size: "1kibi" ends in the unknown unit "kibi"'],
  ['1  g', 'invalid size: "1  g" ends in the unknown unit " g"'],
  ['1g ', 'invalid size: "1g "'],
  [' 1g', 'invalid size: " 1g"'],
  ['9000p', 'size out of range: "9000p"'],
])('%j is not a size', (text, message) => {
  expect(parseBytes(text)).toEqual({ ok: false, message });
});

test('a printed size reads as itself', () => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (size) => {
      expect(parseBytes(formatBytes(size))).toEqual({ ok: true, value: size });
    }),
  );
});
