import fc from 'fast-check';
import { expect, test } from 'vitest';

import { dockerName, isDockerName } from './docker-name.ts';

test.each(['shop-db-1', 'My_App.1', '0a', 'a-'])('%s is legal', (name) => {
  expect(isDockerName(name, 'container')).toBe(true);
  expect(dockerName(name)).toBe(name);
});

test.each(['', '-a', '_a', '.a', 'a b', 'a/b', 'é', 'a\n'])('%j is not', (name) => {
  expect(isDockerName(name, 'container')).toBe(false);
  expect(isDockerName(name, 'network')).toBe(false);
});

test('a single character names a network only', () => {
  expect(isDockerName('a', 'network')).toBe(true);
  expect(isDockerName('a', 'volume')).toBe(false);
});

test('any text becomes a legal name, and a mended name stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const name = dockerName(text);
      expect(isDockerName(name, 'container')).toBe(true);
      expect(dockerName(name)).toBe(name);
    }),
  );
});
