import { expect, it } from 'vitest';
import { isNamedBy, readIgnore } from './ignore.ts';

it.each([
  ['node_modules', ['node_modules', 'node_modules/a/b'], ['a/node_modules']],
  ['**/node_modules', ['node_modules', 'a/b/node_modules/c'], ['a/modules']],
  ['/dist/', ['dist', 'dist/a'], ['a/dist']],
  ['*.log', ['a.log'], ['a/b.log', 'a.logs']],
  ['*/*.t?p', ['a/b.tmp', 'a/b.tap'], ['b.tmp', 'a/b/c.tmp']],
  ['**', ['a', 'a/b'], []],
  ['a/**', ['a/b', 'a/b/c'], ['b']],
  ['*\n!src\n!*.md\nREADME.md', ['a', 'b/c', 'README.md'], ['src', 'src/a', 'CHANGES.md']],
  ['# comment\n\n[a-c].txt', ['a.txt', 'c.txt'], ['d.txt', '# comment']],
  ['[^a].txt', ['b.txt'], ['a.txt']],
  ['\\*.txt', ['*.txt'], ['a.txt']],
])('%j', (text, ignored, kept) => {
  const ignores = readIgnore(text);
  expect(ignored.filter((path) => !ignores(path))).toEqual([]);
  expect(kept.filter(ignores)).toEqual([]);
});

it('takes no longer for patterns made to be slow', () => {
  expect(readIgnore(`${'*a'.repeat(2000)}b`)('a'.repeat(255))).toBe(false);
  expect(readIgnore(`${'**/a/'.repeat(500)}b`)('a/'.repeat(2000))).toBe(false);
});

it('a source of COPY is a path or a pattern', () => {
  expect([isNamedBy('a', 'a'), isNamedBy('*.json', 'b.json'), isNamedBy('*.json', 'a/b.json')]).toEqual([
    true,
    true,
    false,
  ]);
});
