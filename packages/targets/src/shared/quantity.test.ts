import fc from 'fast-check';
import { expect, test } from 'vitest';

import { bytesQuantity, cpuQuantity, millicores, quantityValue } from './quantity.ts';

test.each([
  [536870912, '512Mi'],
  [1073741824, '1Gi'],
  [1572864, '1536Ki'],
  [500000000, '500M'],
  [1024000, '1000Ki'],
  [1000, '1k'],
  [1000001, '1000001'],
  [1, '1'],
  [0, '0'],
])('%d bytes are %s', (bytes, quantity) => expect(bytesQuantity(bytes)).toBe(quantity));

test.each([
  [2, '2'],
  [0.5, '500m'],
  [1.5, '1500m'],
  [0.29, '290m'],
  [0.1 + 0.2, '300m'],
  [0.0005, '1m'],
  [1.0001, '1001m'],
])('%d cpus are %s', (cpus, quantity) => expect(cpuQuantity(cpus)).toBe(quantity));

test('a quantity means the bytes it was made from', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(6), (number, power) => {
      const bytes = (number % 5000) * 1024 ** power;
      expect(quantityValue(bytesQuantity(bytes))).toBe(bytes);
      expect(quantityValue(bytesQuantity(number))).toBe(number);
    }),
  );
});

test('cpus are never rounded down', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64_000_000 }), (micro) => {
      const cpus = micro / 1e6;
      expect(quantityValue(cpuQuantity(cpus))).toBe(millicores(cpus) / 1000);
      expect(millicores(cpus)).toBe(Math.ceil(micro / 1000));
    }),
  );
});

test.each([
  ['1Gi', 1073741824],
  ['1.5Gi', 1610612736],
  ['.5', 0.5],
  ['1e3', 1000],
  ['100m', 0.1],
  ['12E', 12e18],
  ['1G', 1e9],
])('%s is read', (quantity, value) => expect(quantityValue(quantity)).toBe(value));

test.each(['', '1GB', '1 Gi', 'Gi', '1gi', '0x1', '1e', '1ki'])('%j is not a quantity', (text) =>
  expect(quantityValue(text)).toBeUndefined(),
);
