import { describe, expect, it } from 'vitest';
import { clashAmong, pathProblem } from './output-path.ts';

describe('names of files that are beside one another', () => {
  it.each([
    [['a', 'b/c', 'b/d']],
    [['a', 'A'], 1, 'there is a file a already'],
    [['b/c/d', 'B/C'], 1, 'b/c/d needs a directory of this name'],
    [['b/c/d', 'b'], 1, 'b/c/d needs a directory of this name'],
    [['a', 'a/b/c'], 1, 'a is a file and cannot hold another'],
    [['a/b', 'x', 'a/b/c'], 2, 'a/b is a file and cannot hold another'],
  ] as const)('%j', (names, index?: number, problem?: string) => {
    expect([...clashAmong(names)]).toEqual(index === undefined ? [] : [[index, problem]]);
  });
});

it('no name of a file has a zero byte', () => {
  expect(pathProblem('a/b')).toBeUndefined();
  expect(pathProblem('a\0b')).toContain('zero bytes');
});
