import { expect, test } from 'vitest';
import { keyPathOf, placeAt, ruleAt } from './place.ts';
import { serviceKeys } from './service.ts';

test('names and indexes are left out of the key path', () => {
  expect(keyPathOf(['services', 'web', 'ports', 0, 'target'])).toBe('services.ports.target');
  expect(keyPathOf(['services', 'ports', 'networks', 'default', 'aliases', 3])).toBe('services.networks.aliases');
  expect(keyPathOf(['volumes', 'data'])).toBe('volumes');
  expect(keyPathOf(['services', 'web', 'imagee'])).toBeUndefined();
  expect(keyPathOf(['x-common', 'image'])).toBeUndefined();
});

test('the row of an entry or item is that of its key', () => {
  expect(ruleAt(['services', 'web', 'environment', 'A'])).toBe(serviceKeys.environment);
  expect(ruleAt(['services', 'web', 'ulimits', 'nofile'])?.cast).toBe('integer');
  expect(ruleAt(['services', 'web', 'depends_on', 'db', 'required'])?.cast).toBe('boolean');
});

test('a place tells which columns lie below it', () => {
  expect(placeAt(['services', 'web', 'image'])?.has('expand')).toBe(false);
  expect(placeAt(['services', 'web'])?.has('expand')).toBe(true);
});

test('a walk makes the places that it passes, once', () => {
  expect(placeAt(['services', 'web', 'ports', 0])).toBe(placeAt(['services', 'db', 'ports', 7]));
});
