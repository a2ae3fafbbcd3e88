import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { formatFloat } from './go-number.ts';
import { parseTimestamp, timestampJson } from './timestamp.ts';
import { resolvePlainScalar } from './yaml-scalar.ts';

describe('types', () => {
  test.each([
    ['0', 0],
    ['12', 12],
    ['-12', -12],
    ['+12', 12],
    ['0755', 493],
    ['0o755', 493],
    ['0O7', 7],
    ['0x1F', 31],
    ['0X1f', 31],
    ['0b101', 5],
    ['1_000', 1000],
    ['1__0', 10],
    ['1_', 1],
    ['-0x1F', -31],
    ['-0755', -493],
    ['00', 0],
    ['0_7', 7],
    ['9007199254740993', 9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['18446744073709551615', 18446744073709551615n],
    ['-9223372036854775808', -9223372036854775808n],
  ])('%j is an integer', (text, value) => {
    expect(resolvePlainScalar(text)).toEqual({ type: 'int', value });
  });

  test.each([
    ['08', 8],
    ['080', 80],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+.5', 0.5],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e-7', 1e-7],
    ['-1.5', -1.5],
    ['1_000.5', 1000.5],
    ['1.0', 1],
    ['-0', -0],
    ['100000000000000000000', 1e20],
    ['-18446744073709551615', -18446744073709552000],
    ['.inf', Infinity],
    ['+.Inf', Infinity],
    ['-.INF', -Infinity],
    ['.NaN', NaN],
  ])('%j is a float', (text, value) => {
    expect(resolvePlainScalar(text)).toEqual({ type: 'float', value });
  });

  test.each([
    '0o8',
    '0x',
    '0xG',
    '1e',
    '_1',
    '1:30',
    '12:30:45',
    '1.2.3',
    '1.2.3.4',
    '02:42:ac:11:65:43',
    '=',
    '.',
    '+',
    '-',
    '.1_0',
    '1e999',
    '0x1FFFFFFFFFFFFFFFF',
    '--1',
    '1-2',
    '0b12',
    'a=b',
    '<<',
    'yes',
    'no',
    'on',
    'off',
    'y',
    'n',
    'Y',
    'N',
    'Yes',
    'tRue',
    'nULL',
    'nan',
    'inf',
    'Infinity',
    ' 1',
    '2024-13-01',
    '2024-02-30',
    '2023-02-29',
    '2024-01-02T25:00:00Z',
    '2024-01-02 03:04',
    '24-01-02',
    '2024-01-02Z',
  ])('%j is a string', (text) => {
    expect(resolvePlainScalar(text)).toEqual({ type: 'string', value: text });
  });

  test.each(['', '~', 'null', 'Null', 'NULL'])('%j is null', (text) => {
    expect(resolvePlainScalar(text)).toEqual({ type: 'null', value: null });
  });

  test.each([
    ['true', true],
    ['TRUE', true],
    ['False', false],
  ])('%j is a boolean', (text, value) => {
    expect(resolvePlainScalar(text)).toEqual({ type: 'bool', value });
  });

  test.each([
    ['2024-01-02', '2024-01-02 00:00:00 +0000 UTC', '2024-01-02T00:00:00Z'],
    ['2024-1-2', '2024-01-02 00:00:00 +0000 UTC', '2024-01-02T00:00:00Z'],
    ['2024-02-29', '2024-02-29 00:00:00 +0000 UTC', '2024-02-29T00:00:00Z'],
    ['2024-01-02T03:04:05Z', '2024-01-02 03:04:05 +0000 UTC', '2024-01-02T03:04:05Z'],
    ['2024-01-02 3:4:5', '2024-01-02 03:04:05 +0000 UTC', '2024-01-02T03:04:05Z'],
    ['2024-01-02t03:04:05.120+02:30', '2024-01-02 03:04:05.12 +0230 +0230', '2024-01-02T03:04:05.12+02:30'],
    ['2024-01-02T03:04:05-00:00', '2024-01-02 03:04:05 +0000 UTC', '2024-01-02T03:04:05Z'],
  ])('%j is a timestamp', (text, timestamp, json) => {
    const scalar = resolvePlainScalar(text);
    expect(scalar).toEqual({ type: 'timestamp', value: { timestamp } });
    expect(scalar.type === 'timestamp' && timestampJson(scalar.value)).toBe(json);
  });
});

describe('floats as Go prints them', () => {
  test.each([
    ['123456.5', '123456.5'],
    ['1234567.5', '1.2345675e+06'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['999999.0', '999999'],
    ['1000000.0', '1e+06'],
    ['100000000000000000000.0', '1e+20'],
    ['1e21', '1e+21'],
    ['1e300', '1e+300'],
    ['-2.50', '-2.5'],
    ['3.141592653589793', '3.141592653589793'],
    ['1.10', '1.1'],
    ['-0', '-0'],
    ['0.0', '0'],
    ['.inf', '+Inf'],
    ['-.inf', '-Inf'],
    ['.nan', 'NaN'],
  ])('%s prints %s', (text, printed) => {
    const scalar = resolvePlainScalar(text);
    expect(scalar.type === 'float' && formatFloat(scalar.value)).toBe(printed);
  });

  test('a printed float means the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatFloat(value))).toBe(value);
      }),
    );
  });
});

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2000-02-29', true],
  ['1900-02-29', false],
  ['2024-02-30', false],
  ['2024-04-30', true],
  ['2024-04-31', false],
  ['2024-12-31', true],
])('%s is a day of the calendar: %s', (text, exists) => {
  expect(parseTimestamp(text) !== undefined).toBe(exists);
});
