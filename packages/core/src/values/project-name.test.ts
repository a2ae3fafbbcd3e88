import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { isProjectName, normalizeProjectName } from './project-name.ts';

test.each([
  ['MyApp-x', 'myapp-x'],
  ['My App', 'myapp'],
  ['_-_app_', 'app_'],
  ['1.2', '12'],
  ['Ünï', 'n'],
  ['__', ''],
])('%j becomes %j', (text, name) => {
  expect(normalizeProjectName(text)).toBe(name);
});

test.each([
  ['app', true],
  ['1a_b-c', true],
  ['', false],
  ['App', false],
  ['_app', false],
  ['a.b', false],
  ['app\n', false],
])('%j may be given: %j', (name, valid) => {
  expect(isProjectName(name)).toBe(valid);
});

test('a normalized name is valid or empty, and stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const name = normalizeProjectName(text);
      expect(name === '' || isProjectName(name)).toBe(true);
      expect(normalizeProjectName(name)).toBe(name);
    }),
  );
});
