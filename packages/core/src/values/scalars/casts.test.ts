import { expect, test } from 'vitest';
import { parseBoolean } from './boolean.ts';
import { parseFloat64, toFloat32 } from './float.ts';
import { parseInteger } from './integer.ts';

test.each([
  ['true', true, false],
  ['TRUE', true, false],
  ['False', false, false],
  ['y', true, true],
  ['Yes', true, true],
  ['ON', true, true],
  ['n', false, true],
  ['off', false, true],
])('%j is a boolean', (text, value, legacy) => {
  expect(parseBoolean(text)).toEqual({ ok: true, value: { value, legacy } });
});

test.each(['maybe', '1', '', ' true', 'null'])('%j is not a boolean', (text) => {
  expect(parseBoolean(text)).toEqual({ ok: false, message: `invalid boolean: "${text}"` });
});

test.each([
  ['12', 12],
  ['+2', 2],
  ['-1', -1],
  ['007', 7],
  ['9223372036854775807', 9223372036854775807n],
])('%j is an integer', (text, value) => {
  expect(parseInteger(text)).toEqual({ ok: true, value });
});

test.each(['', ' 2', '2 ', '0x2', '1_0', '2.0', '1e3', '400ms', '+', '٣'])('%j is not an integer', (text) => {
  expect(parseInteger(text)).toEqual({ ok: false, message: `invalid integer: "${text}"` });
});

test('integers have 64 bits', () => {
  expect(parseInteger('9223372036854775808')).toMatchObject({ ok: false });
  expect(parseInteger('-9223372036854775809')).toMatchObject({ ok: false });
});

test.each([
  ['1.25', 1.25],
  ['.5', 0.5],
  ['5.', 5],
  ['-1e-3', -0.001],
  ['1_000.5', 1000.5],
  ['0x1.8p1', 3],
  ['-0x_10p-2', -4],
])('%j is a number', (text, value) => {
  expect(parseFloat64(text)).toEqual({ ok: true, value });
});

test.each(['half', '', ' 1', '1,5', 'inf', '.', '1e', '1e999', '1__0', '1_', '1_e3', '0x10', '0xp1'])(
  '%j is not a number',
  (text) => {
    expect(parseFloat64(text)).toMatchObject({ ok: false });
  },
);

test.each([
  [0.1, 0.1],
  [0.33, 0.33],
  [2, 2],
  [0.123456789, 0.12345679],
  [16777217, 16777216],
  [0, 0],
])('%d in single precision is %d', (value, single) => {
  expect(toFloat32(value)).toBe(single);
});
