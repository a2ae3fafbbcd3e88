import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOnlyIn, unifiedDiff as diffOf } from './diff.ts';

const unifiedDiff = (name: string, before: string, after: string) =>
  diffOf({ name, text: before }, { name, text: after });

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
      // All of short texts is in one hunk.
      if (changed) expect([side('+').join(''), side('-').join('')]).toEqual([before, after]);
      const minus = diff.filter((line) => line.startsWith('-')).length;
      const plus = diff.filter((line) => line.startsWith('+')).length;
      expect(plus - minus).toBe(after.split('\n').length - before.split('\n').length);
    }),
  );
});

it('prints of each line what it is told to', () => {
  const shown = (lines: readonly string[]) => lines.map((line) => line.replace(/=.*/, '=*'));
  expect(diffOf({ name: 'a', text: 'A=1\nB=2\n' }, { name: 'b', text: 'A=1\nB=3\n' }, shown)).toEqual([
    '--- a',
    '+++ b',
    '@@ -1,2 +1,2 @@',
    ' A=*',
    '-B=*',
    '+B=*',
  ]);
});

it('replaces the whole of long texts that have next to nothing in common', () => {
  const text = (word: string) => Array.from({ length: 5000 }, (_, line) => `${word} ${line}\n`).join('');
  expect(unifiedDiff('f', `same\n${text('a')}`, `same\n${text('b')}`)).toHaveLength(10_004);
});

it('numbers the lines that another text lacks', () => {
  expect(linesOnlyIn('a\nb\nc\nd\n', 'a\nc\n')).toEqual([2, 4]);
  expect(linesOnlyIn('a\n', 'a\nb\n')).toEqual([]);
});
