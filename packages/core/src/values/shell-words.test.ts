import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { splitShellWords } from './shell-words.ts';

test.each<[string, readonly string[]]>([
  ['', []],
  ['  \n', []],
  ['run  --opt \'a b\' "c d" e\\ f', ['run', '--opt', 'a b', 'c d', 'e f']],
  ['a\\nb "c\\td\\"e" \'f\\n\' g\\\\h', ['a\nb', 'c\td"e', 'f\\n', 'g\\h']],
  ["printf '%s\\n' x", ['printf', '%s\\n', 'x']],
  ['a\u00a0b\tc\r\nd', ['a\u00a0b', 'c', 'd']],
  ['a \'\' "" b', ['a', '', '', 'b']],
  ['a"b"\'c\'d', ['abcd']],
  ['"it\'s" \'say "hi"\'', ["it's", 'say "hi"']],
  ['echo a # b', ['echo', 'a', '#', 'b']],
  ['echo $(date +%s) end', ['echo', '$(date +%s)', 'end']],
  ['echo $(a; b "c)', ['echo', '$(a; b "c)']],
  ['echo `date | wc` end', ['echo', '`date | wc`', 'end']],
  ['echo "$(date)" "`x`" x', ['echo', '$(date)', '`x`', 'x']],
  ['sh -c "echo one && echo two > /dev/null"', ['sh', '-c', 'echo one && echo two > /dev/null']],
  ['echo \\; \\( $HOME ${X}', ['echo', ';', '(', '$HOME', '${X}']],
])('splits %j', (text, words) => {
  expect(splitShellWords(text)).toEqual({ ok: true, value: { words } });
});

test.each<[string, readonly string[], number]>([
  ['echo a && b', ['echo', 'a'], 7],
  ['a;b', ['a'], 1],
  ['a "b"|c', ['a', 'b'], 5],
  ['cat <f', ['cat'], 4],
  ['run >log', ['run'], 4],
  ['run 2>&1', ['run'], 4],
  ['run x2>log', ['run', 'x2'], 6],
  ['run 2<f', ['run', '2'], 5],
  ['& x', [], 0],
])('ends %j at an operator', (text, words, droppedFrom) => {
  expect(splitShellWords(text)).toEqual({ ok: true, value: { words, droppedFrom } });
});

test.each([
  ["echo 'a", 5],
  ['echo "a', 5],
  ['echo `a', 5],
  ['echo $(a', 6],
  ['echo a\\', 6],
  ['echo (a)', 5],
  ['echo a)', 6],
  ['$(a (b))', 4],
  ['$(a $(b))', 5],
])('refuses %j', (text, at) => {
  expect(splitShellWords(text)).toMatchObject({ ok: false, at });
});

test('words in single quotes come back', () => {
  const words = fc.array(fc.string().map((word) => word.replaceAll("'", '')));
  fc.assert(
    fc.property(words, (list) => {
      const text = list.map((word) => `'${word}'`).join(' ');
      expect(splitShellWords(text)).toEqual({ ok: true, value: { words: list } });
    }),
  );
});
