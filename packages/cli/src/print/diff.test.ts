import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unifiedDiff } from './diff.ts';

it('shows what changes with three lines around it', () => {
  const before = ['1', '2', '3', '4', 'five', '6', '7', '8', '9'].join('\n') + '\n';
  const after = before.replace('five', '5').replace('9\n', '9\n10\n');
  expect(unifiedDiff('a.yaml', before, after)).toEqual([
    '--- a.yaml',
    '+++ a.yaml',
    '@@ -2,8 +2,9 @@',
    ' 2',
    ' 3',
    ' 4',
    '-five',
    '+5',
    ' 6',
    ' 7',
    ' 8',
    ' 9',
    '+10',
  ]);
});

it('tells when the last line feed is missing', () => {
  expect(unifiedDiff('a', 'x', 'x\n')).toEqual([
    '--- a',
    '+++ a',
    '@@ -1,1 +1,1 @@',
    '-x',
    '\\ No newline at end of file',
    '+x',
  ]);
  expect(unifiedDiff('a', '', 'x\n')).toEqual(['--- a', '+++ a', '@@ -0,0 +1,1 @@', '+x']);
  expect(unifiedDiff('a', 'x\n', 'x\n')).toEqual([]);
});

it('leads from one text to the other', () => {
  const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n'), { maxLength: 12 }).map((lines) => lines.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = unifiedDiff('f', before, after).slice(2);
      const side = (other: string) =>
        diff.filter((line) => !line.startsWith('@@') && !line.startsWith(other)).map((line) => `${line.slice(1)}\n`);
      const changed = before !== after && before.split('\n').length <= 4 && after.split('\n').length <= 4;
      // All of short texts stands in one hunk.
      if (changed) expect([side('+').join(''), side('-').join('')]).toEqual([before, after]);
      const minus = diff.filter((line) => line.startsWith('-')).length;
      const plus = diff.filter((line) => line.startsWith('+')).length;
      expect(plus - minus).toBe(after.split('\n').length - before.split('\n').length);
    }),
  );
});
