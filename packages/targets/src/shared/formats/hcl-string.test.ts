import fc from 'fast-check';
import hcl from 'hcl2-parser';
import { expect, it } from 'vitest';
import { hclString } from './hcl-string.ts';
import { quotedText } from '../shell/quoting.ts';

const readBack = (quoted: string): unknown => {
  const [data] = hcl.parseToObject(`a = ${quoted}\n`) as [{ a: unknown }];
  return data.a;
};

it.each([
  ['plain', '"plain"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['two\nlines\t\r', '"two\\nlines\\t\\r"'],
  ['${HOME} %{if} $5', '"$${HOME} %%{if} $5"'],
  ['$${HOME}', '"$\\u0024{HOME}"'],
  ['\u0007', '"\\u0007"'],
])('%j is %s', (text, quoted) => {
  expect(hclString(text)).toBe(quoted);
  expect(readBack(quoted)).toBe(text);
});

it('refuses NUL', () => {
  expect(hclString('a\0')).toEqual({ refused: 'nul', at: 1 });
});

it('is read back as it was', () => {
  const hostile = fc.stringMatching(/^[$%{}"\\a-c\n ]{0,12}$/);
  fc.assert(
    fc.property(hostile, (text) => {
      expect(readBack(quotedText(hclString(text)))).toBe(text);
    }),
    { numRuns: 60 },
  );
});
