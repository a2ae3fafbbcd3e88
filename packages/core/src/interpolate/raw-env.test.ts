import { expect, test } from 'vitest';
import { envValues } from './env-file.ts';
import { parseRawEnvFile } from './raw-env.ts';

const lookup = (name: string): string | undefined => (name === 'B' ? 'process' : undefined);

test('lines are taken to the letter', () => {
  const text = '\uFEFFA="1" # x\r\n# comment\nB\nC\n\n  D= ${A} \nE=';
  const file = parseRawEnvFile(text, { lookup });
  expect(file.ok && Object.fromEntries(envValues(file.entries))).toEqual({
    A: '"1" # x',
    B: 'process',
    D: ' ${A} ',
    E: '',
  });
  expect(file.ok && file.entries.map((entry) => text.slice(entry.valueStart, entry.valueEnd))).toEqual([
    '"1" # x',
    '',
    '',
    ' ${A} ',
    '',
  ]);
});

test.each([
  ['A=1\nD = x', 2, 4, 'a variable name cannot contain a space'],
  ['=x', 1, 0, 'a line without a variable name'],
])('%j fails', (text, line, at, message) => {
  expect(parseRawEnvFile(text, { lookup })).toEqual({ ok: false, line, at, message });
});
