import { expect, test } from 'vitest';
import { editDistance, nearestName } from './suggest.ts';

test.each([
  ['imagee', 'image'],
  ['enviroment', 'environment'],
  ['prots', 'ports'],
  ['Image', 'image'],
  ['xyz', undefined],
])('%s is near %s', (written, expected) => {
  expect(nearestName(written, ['image', 'environment', 'ports', 'volumes'])).toBe(expected);
});

test('nothing is suggested where two names are as near', () => {
  expect(nearestName('we', ['wb', 'wa'])).toBeUndefined();
});

test('a swap of neighbours is one step, and long distances are not reckoned out', () => {
  expect(editDistance('prots', 'ports')).toBe(1);
  expect(editDistance('aaaaaaaa', 'bbbbbbbb', 2)).toBe(3);
});
