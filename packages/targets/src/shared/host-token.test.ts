import fc from 'fast-check';
import { expect, test } from 'vitest';

import { findHosts, rewriteHosts } from './host-token.ts';

const hosts = new Map([
  ['my_db', 'my-db'],
  ['a.b', 'a-b'],
  ['cache_1', 'cache-1'],
  ['cache_2', 'cache-2'],
]);

test.each([
  ['my_db', 'my-db'],
  [' my_db ', ' my-db '],
  ['MY_DB', 'my-db'],
  ['my_db:5432', 'my-db:5432'],
  ['http://my_db', 'http://my-db'],
  ['http://my_db:80/my_db', 'http://my-db:80/my_db'],
  ['postgres://my_db:my_db@my_db/my_db', 'postgres://my_db:my_db@my-db/my_db'],
  ['postgres://u:p@my_db:5432/x?host=my_db', 'postgres://u:p@my-db:5432/x?host=my-db'],
  ['mongodb://u:p@cache_1:1,cache_2:2/x', 'mongodb://u:p@cache-1:1,cache-2:2/x'],
  ['mongodb://cache_1,cache_2/x', 'mongodb://cache-1,cache-2/x'],
  ['u:p@tcp(my_db:3306)/my_db', 'u:p@tcp(my-db:3306)/my_db'],
  ['jdbc:postgresql://a.b:5432/x', 'jdbc:postgresql://a-b:5432/x'],
  ['Server=my_db;Database=my_db', 'Server=my-db;Database=my_db'],
  ['host=my_db port=5432 dbname=my_db', 'host=my-db port=5432 dbname=my_db'],
  ['cache_1,cache_2', 'cache-1,cache-2'],
  ['cache_1:6379; other', 'cache-1:6379; other'],
  ['--host=my_db', '--host=my-db'],
  ['--db-host=my_db', '--db-host=my-db'],
  ['pg_isready -h my_db -U my_db', 'pg_isready -h my-db -U my_db'],
  ["sh -c 'wait-for my_db:5432 -- start'", "sh -c 'wait-for my-db:5432 -- start'"],
  ['curl -f "http://my_db/health" || exit 1', 'curl -f "http://my-db/health" || exit 1'],
  ['http://my_db:$PORT/', 'http://my-db:$PORT/'],
  ['rabbit@my_db', 'rabbit@my-db'],
  ['http://cache_1,http://cache_2:80', 'http://cache-1,http://cache-2:80'],
])('in %s', (value, rewritten) => {
  expect(rewriteHosts(value, hosts).value).toBe(rewritten);
});

test.each([
  'connect to my_db now',
  'my_db/data',
  '/var/lib/my_db',
  './my_db:5432',
  'registry/my_db:5432',
  'my_db:latest',
  'my_db:16.2',
  'my_db:/data',
  'my_db:80:80',
  'x-my_db',
  'my_db2',
  'my_db.example.com',
  'file:///my_db',
  'http://example.com/my_db:80/',
  'http://my_db:secret@example.com',
  '@my_db',
  'createdb my_db',
  'a my_db,cache_1',
  'http://db/?x=my_db',
])('not in %s', (value) => {
  expect(rewriteHosts(value, hosts)).toEqual({ value, rewrites: [] });
});

test.each(['POSTGRES_DB', 'DB_NAME', 'MYSQL_USER', 'database__connection__database', '--dbname', '-d', 'IMAGE'])(
  'a whole value under %s is no host',
  (name) => {
    expect(rewriteHosts('my_db', hosts, { name }).value).toBe('my_db');
  },
);

test.each(['POSTGRES_HOST', 'HOST_NAME', 'SERVER_NAME', 'DB_SERVER', 'REDIS', '-h', 'hostname'])(
  'a whole value under %s is one',
  (name) => {
    expect(rewriteHosts('my_db', hosts, { name }).value).toBe('my-db');
  },
);

test('a name that only looks like a prefix of a URL under a database’s name stays certain', () => {
  expect(rewriteHosts('postgres://my_db/x', hosts, { name: 'DB' }).value).toBe('postgres://my-db/x');
});

test('names are swapped at once, not one after the other', () => {
  const swap = new Map([
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect(rewriteHosts('a:1,b:2', swap).value).toBe('b:1,a:2');
});

test('places are those of the original', () => {
  const value = 'http://cache_1,http://cache_2';
  const { rewrites } = rewriteHosts(value, hosts);
  expect(rewrites.map(({ start, end }) => value.slice(start, end))).toEqual(['cache_1', 'cache_2']);
});

test('hosts are found without being changed', () => {
  expect(findHosts('http://db:80,http://web', ['db', 'web'])).toEqual([
    { start: 7, end: 9, from: 'db', to: 'db' },
    { start: 20, end: 23, from: 'web', to: 'web' },
  ]);
});

test('nothing but the tokens changes, whatever the value', () => {
  const piece = fc.constantFrom(
    'my_db',
    'cache_1',
    '//',
    'http:',
    '@',
    ':',
    '80',
    '/',
    ',',
    ' ',
    '=',
    'host',
    '-h',
    'x',
    '.',
    '"',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const value = pieces.join('');
      const { value: rewritten, rewrites } = rewriteHosts(value, hosts);
      let expected = value;
      for (const { start, end, from, to } of rewrites.toReversed()) {
        expect(value.slice(start, end)).toBe(from);
        expected = expected.slice(0, start) + to + expected.slice(end);
      }
      expect(rewritten).toBe(expected);
      expect(rewriteHosts(rewritten, hosts).rewrites.length).toBeLessThanOrEqual(pieces.length);
    }),
  );
});
