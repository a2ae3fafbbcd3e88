import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import {
  baseName,
  cleanPath,
  directoryOf,
  expandHome,
  isInside,
  isWindowsAbsolutePath,
  joinPath,
  resolvePath,
} from './path.ts';

test.each([
  ['', '.'],
  ['.', '.'],
  ['./d', 'd'],
  ['/d/', '/d'],
  ['/e//f/../g', '/e/g'],
  ['/..', '/'],
  ['../a/..', '..'],
  ['a/..', '.'],
  ['../../x', '../../x'],
  ['v:/data', 'v:/data'],
  ['...', '...'],
])('cleans %j to %j', (path, cleaned) => {
  expect(cleanPath(path)).toBe(cleaned);
});

test('cleaning twice changes nothing', () => {
  const paths = fc.array(fc.constantFrom('', '.', '..', 'a', 'b c', '~')).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(paths, (path) => {
      expect(cleanPath(cleanPath(path))).toBe(cleanPath(path));
    }),
  );
});

test('joins and takes apart', () => {
  expect(joinPath('/p', '../x')).toBe('/x');
  expect(joinPath('', '')).toBe('');
  expect(joinPath('', 'a')).toBe('a');
  expect(directoryOf('/a/b')).toBe('/a');
  expect(directoryOf('/a')).toBe('/');
  expect(directoryOf('b')).toBe('.');
  expect(baseName('/a/My App/')).toBe('My App');
  expect(baseName('/')).toBe('/');
});

test.each([
  ['C:\\x', true],
  ['d:/data', true],
  ['\\\\srv\\x', true],
  ['\\\\.\\pipe\\p', true],
  ['C:x', false],
  ['C:', false],
  ['./C:/x', false],
  ['a\\b', false],
])('%j is absolute on Windows: %j', (path, absolute) => {
  expect(isWindowsAbsolutePath(path)).toBe(absolute);
});

test.each([
  ['./d', '/project/d'],
  ['../e', '/e'],
  ['.', '/project'],
  ['data', '/project/data'],
  ['/var/lib//x/', '/var/lib//x/'],
  ['/a/../b', '/a/../b'],
  ['~/data', '/home/user/data'],
  ['~', '/home/user'],
  ['~other/x', '/home/user/other/x'],
  ['C:\\data\\x', 'C:\\data\\x'],
  ['', ''],
])('resolves %j to %j', (path, resolved) => {
  expect(resolvePath('/project', path, '/home/user')).toBe(resolved);
});

test('without a home, ~ is kept', () => {
  expect(expandHome('~/x', undefined)).toBe('~/x');
});

test('isInside compares whole elements', () => {
  expect(isInside('/a', '/a')).toBe(true);
  expect(isInside('/a', '/a/b')).toBe(true);
  expect(isInside('/a', '/ab')).toBe(false);
  expect(isInside('/a', '/a/../b')).toBe(false);
  expect(isInside('/', '/b')).toBe(true);
});
