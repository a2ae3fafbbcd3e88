import { expect, it } from 'vitest';
import { approximated, carried, dropped, resolved } from './support.ts';
import { wordingOf } from './wording.ts';

it.each([
  [carried('image'), '', ''],
  [
    approximated('restart', 'It waits.; Docker does not.', 'use `--loose`.'),
    'It waits; Docker does not',
    'Use `--loose`',
  ],
  [dropped('Nothing reads it', 'Leave it out'), 'Nothing reads it', 'Leave it out'],
  [dropped('Nothing reads it.'), 'Nothing reads it', ''],
  [resolved('it only says what `up` shows'), 'it only says what `up` shows', ''],
])('the words of all targets have one form: %j', (support, why, instead) => {
  expect(wordingOf(support)).toEqual({ why, instead });
});
