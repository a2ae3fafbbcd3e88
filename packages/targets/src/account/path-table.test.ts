import { expect, it } from 'vitest';
import { PathTable } from './path-table.ts';

const table = new PathTable<string>();
table.set(['services', 'web'], 'service');
table.set(['services', 'web', 'ports', 0], 'first port');

it('finds a value by its whole path', () => {
  expect(table.get(['services', 'web'])).toBe('service');
  expect(table.get(['services', 'web', 'ports'])).toBeUndefined();
  expect(table.get(['services', 'db'])).toBeUndefined();
});

it('tells the name "0" from the first item', () => {
  expect(table.get(['services', 'web', 'ports', '0'])).toBeUndefined();
});

it('finds the nearest value around a path', () => {
  expect(table.nearest(['services', 'web', 'ports', 0, 'target'])).toBe('first port');
  expect(table.nearest(['services', 'web', 'ports', 1, 'target'])).toBe('service');
  expect(table.nearest(['services', 'db'])).toBeUndefined();
});

it('lists each path once, in the order in which they came', () => {
  const two = new PathTable<number>();
  two.set(['b'], 1);
  two.set(['a', 0], 2);
  two.set(['b'], 3);
  expect(two.entries()).toEqual([
    [['b'], 3],
    [['a', 0], 2],
  ]);
});
