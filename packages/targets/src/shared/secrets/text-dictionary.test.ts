import fc from 'fast-check';
import { expect, test } from 'vitest';

import { TextDictionary } from './text-dictionary.ts';

const dictionaryOf = (words: readonly string[]) =>
  new TextDictionary(new Map(words.map((word) => [word, word.length])));

test('it finds at each end the longest word, as a search for each word does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(text, fc.array(word, { maxLength: 12 }), (whole, words) => {
      const expected = Array.from({ length: whole.length }, (_, at) => {
        const ends = words.filter((one) => whole.slice(0, at + 1).endsWith(one));
        return ends.toSorted((a, b) => b.length - a.length)[0];
      });
      const found = dictionaryOf(words).occurrences(whole);
      expect(found.map(({ start, word: one }) => [start + one.length - 1, one])).toEqual(
        expected.flatMap((one, at) => (one === undefined ? [] : [[at, one]])),
      );
    }),
  );
});

test('a word that does not count leaves its place to a shorter one', () => {
  const found = dictionaryOf(['abc', 'bc']).occurrences('abc', (word) => word !== 'abc');
  expect(found).toEqual([{ start: 1, word: 'bc', entry: 2 }]);
});
