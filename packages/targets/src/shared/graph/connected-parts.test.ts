import { expect, it } from 'vitest';
import { connectedParts } from './connected-parts.ts';

it('joins groups that have a member in common', () => {
  const partOf = connectedParts([['a', 'b'], ['c', 'd'], ['e'], ['b', 'c'], []]);
  const parts = new Set(['a', 'b', 'c', 'd'].map(partOf));
  expect(parts.size).toBe(1);
  expect(parts.has(partOf('e'))).toBe(false);
});

it('lets a member that is in no group stand for itself', () => {
  expect(connectedParts([['a', 'b']])('z')).toBe('z');
});

it('joins a long chain from either end', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `n${index}`);
  const links = names.slice(1).map((name, index) => [names[index] ?? '', name]);
  for (const groups of [links, links.toReversed()]) {
    const partOf = connectedParts(groups);
    expect(new Set(names.map(partOf)).size).toBe(1);
  }
});
