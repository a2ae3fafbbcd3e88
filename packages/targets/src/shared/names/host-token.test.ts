import fc from 'fast-check';
import { expect, test } from 'vitest';

import { hostArguments } from './host-arguments.ts';
import type { TextContext } from './host-token.ts';
import { namePlaces, replaceNames } from './host-token.ts';

const hosts = new Map([
  ['my_db', 'my-db'],
  ['a.b', 'a-b'],
  ['cache_1', 'cache-1'],
  ['cache_2', 'cache-2'],
]);

function rewritten(value: string, context: TextContext = {}): string {
  const places = namePlaces(value, (name) => hosts.has(name), context).filter(({ host }) => host === 'certain');
  return replaceNames(value, places, (name) => hosts.get(name) ?? name);
}

test.each([
  ['my_db:5432', 'my-db:5432'],
  ['http://my_db', 'http://my-db'],
  ['http://my_db:80/my_db', 'http://my-db:80/my_db'],
  ['postgres://my_db:my_db@my_db/my_db', 'postgres://my_db:my_db@my-db/my_db'],
  ['postgres://u:p@my_db:5432/x?host=my_db', 'postgres://u:p@my-db:5432/x?host=my-db'],
  ['mongodb://u:p@cache_1:1,cache_2:2/x', 'mongodb://u:p@cache-1:1,cache-2:2/x'],
  ['mongodb://cache_1,cache_2/x', 'mongodb://cache-1,cache-2/x'],
  ['u:p@tcp(my_db:3306)/my_db', 'u:p@tcp(my-db:3306)/my_db'],
  ['u:p@my_db:3306/my_db', 'u:p@my-db:3306/my_db'],
  ['1@cache_1:9093,2@cache_2:9093', '1@cache-1:9093,2@cache-2:9093'],
  ['jdbc:postgresql://a.b:5432/x', 'jdbc:postgresql://a-b:5432/x'],
  ['Server=my_db;Database=my_db', 'Server=my-db;Database=my_db'],
  ['host=my_db port=5432 dbname=my_db', 'host=my-db port=5432 dbname=my_db'],
  ['cache_1:6379; other', 'cache-1:6379; other'],
  ['--host=my_db', '--host=my-db'],
  ['--db-host=my_db', '--db-host=my-db'],
  ['--join=cache_1,cache_2:80,my_db', '--join=cache-1,cache-2:80,my-db'],
  ['hosts=cache_1,cache_2&tables=cache_1,my_db', 'hosts=cache-1,cache-2&tables=cache_1,my_db'],
  ['{"retry_join_wan": ["cache_1", "cache_2"]}', '{"retry_join_wan": ["cache-1", "cache-2"]}'],
  ['http://my_db:$PORT/', 'http://my-db:$PORT/'],
  ['http://cache_1,http://cache_2:80', 'http://cache-1,http://cache-2:80'],
  ['{"host":"my_db","name":"my_db"}', '{"host":"my-db","name":"my_db"}'],
  ['db:\n  host: my_db\n  table: my_db\n', 'db:\n  host: my-db\n  table: my_db\n'],
  ['nodes: [cache_1, "cache_2"]\n', 'nodes: [cache-1, "cache-2"]\n'],
  ['seeds:\n  - cache_1\n  - cache_2\n', 'seeds:\n  - cache-1\n  - cache-2\n'],
  ['tables:\n  - cache_1\n', 'tables:\n  - cache_1\n'],
  ['redis.host = my_db', 'redis.host = my-db'],
  [
    'upstream my_db {\n server my_db:80;\n server cache_1;\n}\nproxy_pass http://my_db;',
    'upstream my_db {\n server my-db:80;\n server cache-1;\n}\nproxy_pass http://my_db;',
  ],
])('a text is its own evidence in %j', (value, expected) => {
  expect(rewritten(value)).toBe(expected);
});

test.each([
  ['wait-for my_db:5432 -- start', 'wait-for my-db:5432 -- start'],
  ['while ! nc -z my_db 5432; do sleep 1; done; my_db', 'while ! nc -z my-db 5432; do sleep 1; done; my_db'],
  ['(echo > /dev/tcp/my_db/5432) && a my_db', '(echo > /dev/tcp/my-db/5432) && a my_db'],
  ['pg_isready -h my_db -U my_db -d my_db', 'pg_isready -h my-db -U my_db -d my_db'],
  ['curl -fsS my_db/health -o my_db && ping -c 1 my_db', 'curl -fsS my-db/health -o my_db && ping -c 1 my-db'],
  ['until getent hosts my_db; do sleep 1; done', 'until getent hosts my-db; do sleep 1; done'],
  ['telnet "my_db" 25', 'telnet "my-db" 25'],
  ['python manage.py my_db', 'python manage.py my_db'],
  ['createdb my_db; psql -c "drop table my_db"', 'createdb my_db; psql -c "drop table my_db"'],
])('in the line %s', (value, expected) => {
  expect(rewritten(value, { shell: true })).toBe(expected);
});

test.each([
  [['nc', '-z', 'my_db', '5432'], 2, true],
  [['timeout', '5', 'telnet', 'my_db', '25'], 3, true],
  [['psql', '-h', 'my_db', '-d', 'my_db'], 2, true],
  [['psql', '-h', 'my_db', '-d', 'my_db'], 4, false],
  [['app', '--redis-host', 'my_db'], 2, true],
  [['consul', 'agent', '-retry-join', 'my_db'], 3, true],
  [['consul', 'agent', '-node', 'my_db'], 3, false],
  [['tar', '-czf', 'my_db'], 2, false],
  [['celery', '-A', 'my_db', 'worker'], 2, false],
  [['my_db'], 0, false],
] as const)('of the words %j number %i is a host: %s', (words, index, isHost) => {
  expect(rewritten('my_db', { argument: hostArguments(words).has(index) })).toBe(isHost ? 'my-db' : 'my_db');
});

test.each([
  'my_db',
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
  'MY_DB:80',
  'my_db.example.com',
  'file:///my_db',
  'http://example.com/my_db:80/',
  'http://my_db:secret@example.com',
  '@my_db',
  'rabbit@my_db',
  'createdb my_db',
  'a my_db,cache_1',
  'cache_1,cache_2',
  'http://db/?x=my_db',
])('not in %s', (value) => {
  expect(rewritten(value)).toBe(value);
});

test.each([
  'POSTGRES_HOST',
  'HOST_NAME',
  'DB_SERVER',
  'PGHOST',
  'dbHost',
  'hostname',
  'KAFKA_BROKERS',
  'HOST_1',
  'CACHE_URL',
  'CONSUL_RETRY_JOIN',
])('under %s a whole value is a host, alone or in a list', (name) => {
  expect(rewritten('my_db', { name })).toBe('my-db');
  expect(rewritten('cache_1, cache_2:80', { name })).toBe('cache-1, cache-2:80');
  expect(rewritten('["cache_1","cache_2"]', { name })).toBe('["cache-1","cache-2"]');
});

test.each(['POSTGRES_DB', 'DB_NAME', 'PGDATABASE', 'FLASK_APP', 'TARGET', 'VHOST', 'GHOST', 'SERVER_NAME', 'IMAGE'])(
  'under %s it is none',
  (name) => {
    expect(rewritten('my_db', { name })).toBe('my_db');
    expect(rewritten('postgres://my_db/x', { name })).toBe('postgres://my-db/x');
  },
);

test('a user before a name makes a host likely', () => {
  const [place] = namePlaces('rabbit@my_db', (name) => hosts.has(name));
  expect(place).toEqual({ start: 7, end: 12, name: 'my_db', host: 'likely' });
});

test('nothing but whole names at certain places changes, whatever the text', () => {
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
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, shell) => {
      const value = pieces.join('');
      const places = namePlaces(value, (name) => hosts.has(name), { shell });
      for (const { start, end, name } of places) expect(value.slice(start, end)).toBe(name);
      expect(replaceNames(value, places, (name) => name)).toBe(value);
    }),
  );
});
