import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { sha256Hex, shortHash } from './hash.ts';

const reference = (input: string | Uint8Array) => createHash('sha256').update(input).digest('hex');

test('agrees with node:crypto at every length around the block borders', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(length).map((_, index) => index * 7 + length);
    expect(sha256Hex(bytes)).toBe(reference(bytes));
  }
});

test('agrees with node:crypto for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(sha256Hex(text)).toBe(reference(text));
    }),
  );
});

test('a view into a larger buffer is hashed alone', () => {
  const bytes = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  expect(sha256Hex(bytes)).toBe(reference(bytes));
});

test('a short hash is the beginning of the long one', () => {
  expect(shortHash('abc')).toBe('ba7816bf');
  expect(shortHash('abc', 12)).toBe('ba7816bf8f01');
});
