import fc from 'fast-check';
import { expect, test } from 'vitest';

import { configKeys, isDns1035Label } from './k8s-name.ts';
import { NameTable } from './name-table.ts';

test('the later of two gets a number, and knows who was first', () => {
  const table = new NameTable();
  expect(table.allocate('a.b')).toEqual({ name: 'a-b', wanted: 'a.b', changed: true });
  expect(table.allocate('a-b')).toEqual({ name: 'a-b-2', wanted: 'a-b', changed: true, takenBy: 'a.b' });
  expect(table.allocate('a_b').name).toBe('a-b-3');
  expect(table.ownerOf('a-b-2')).toBe('a-b');
});

test('an owner keeps its name', () => {
  const table = new NameTable();
  const first = table.allocate('web');
  expect(table.allocate('web')).toBe(first);
  expect(table.get('web')).toBe(first);
  expect(table.get('db')).toBeUndefined();
});

test('capitals alone change nothing', () => {
  expect(new NameTable().allocate('DB')).toEqual({ name: 'db', wanted: 'DB', changed: false });
});

test('derived names collide as others do', () => {
  const table = new NameTable();
  table.allocate('web-published');
  const { name } = table.allocate('web');
  expect(table.derive('published web', name, '-published')).toEqual({
    name: 'web-published-2',
    wanted: 'web-published',
    changed: true,
    takenBy: 'web-published',
  });
});

test('keys of ConfigMaps have a rule of their own', () => {
  const table = new NameTable(configKeys);
  expect(table.allocate('a/b.conf').name).toBe('a_b.conf');
  expect(table.allocate('a b.conf').name).toBe('a_b.conf-2');
});

test('names are legal and unique, whatever is wanted', () => {
  const wish = fc.string({ unit: fc.constantFrom('a', '_', '-', '2', '.'), maxLength: 60 });
  fc.assert(
    fc.property(fc.uniqueArray(wish), (owners) => {
      const table = new NameTable();
      const names = owners.map((owner) => table.allocate(owner).name);
      expect(new Set(names).size).toBe(owners.length);
      for (const name of names) {
        expect(isDns1035Label(name)).toBe(true);
        expect(name.length).toBeLessThanOrEqual(52);
      }
    }),
  );
});
