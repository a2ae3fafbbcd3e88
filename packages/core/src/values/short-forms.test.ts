import { expect, test } from 'vitest';
import { parseSeconds } from './scalars/duration.ts';
import { healthTiming } from './health-defaults.ts';
import { parseLink } from './link.ts';
import { isJoined, lendingService, parseNamespace } from './namespace.ts';
import { parsePublished, publishedRange } from './port.ts';
import { parseRestart } from './restart.ts';
import { parseTmpfs, tmpfsOption } from './tmpfs.ts';
import { parseUser, userId } from './user.ts';
import { parseVolumesFrom } from './volumes-from.ts';

test.each([
  ['on-failure:3', { policy: 'on-failure', attempts: 3 }],
  ['on-failure:+3', { policy: 'on-failure', attempts: 3 }],
  ['on-failure:0', { policy: 'on-failure' }],
  ['on-failure:', { policy: 'on-failure', ignored: '' }],
  ['on-failure:99999999999999999999', { policy: 'on-failure', attempts: 2147483646 }],
  ['any', { policy: 'always' }],
  ['none', { policy: 'no' }],
])('the restart rule %s', (text, rule) => {
  expect(parseRestart(text)).toEqual({ ok: true, value: rule });
});

test('a namespace is a service, a container or a mode', () => {
  expect(parseNamespace('service:a:b')).toEqual({ kind: 'service', service: 'a:b' });
  expect(parseNamespace('container:a')).toEqual({ kind: 'container', container: 'a' });
  expect(parseNamespace('host')).toEqual({ kind: 'mode', mode: 'host' });
  expect([isJoined(undefined), isJoined('host'), isJoined('container:a')]).toEqual([false, false, true]);
  expect([lendingService('service:a'), lendingService('container:a'), lendingService(undefined)]).toEqual([
    'a',
    undefined,
    undefined,
  ]);
});

test('links and lenders of volumes', () => {
  expect(['db', 'db:sql', 'db:', 'db:a:b'].map(parseLink)).toEqual([
    { target: 'db', alias: 'db' },
    { target: 'db', alias: 'sql' },
    { target: 'db', alias: 'db' },
    { target: 'db', alias: 'a' },
  ]);
  expect(['db', 'db:ro', 'container:x', 'container:x:ro', 'container'].map(parseVolumesFrom)).toEqual([
    { kind: 'service', service: 'db' },
    { kind: 'service', service: 'db', mode: 'ro' },
    { kind: 'container', container: 'x' },
    { kind: 'container', container: 'x', mode: 'ro' },
    { kind: 'service', service: 'container' },
  ]);
});

test('published ports', () => {
  expect(['', '0', '80', '080', '80-90'].map(publishedRange)).toEqual([
    undefined,
    undefined,
    { start: 80, end: 80 },
    { start: 80, end: 80 },
    { start: 80, end: 90 },
  ]);
  for (const text of ['80abc', 'http', '80-', '-80', '90-80', '65536', '1.5', ' 80'])
    expect(parsePublished(text).ok).toBe(false);
});

test('users, file systems in memory, lengths of time', () => {
  expect(['1000', 'a:b', 'a:b:c', ':5', ''].map(parseUser)).toEqual([
    { user: '1000' },
    { user: 'a', group: 'b' },
    { user: 'a', group: 'b' },
    { user: '', group: '5' },
    { user: '' },
  ]);
  expect(['0', '007', '2147483648', '-1', '1.5', 'root'].map(userId)).toEqual([0, 7, ...Array(4).fill(undefined)]);
  const tmpfs = parseTmpfs('/run:size=64m,,mode=1777');
  expect(tmpfs).toEqual({ target: '/run', options: ['size=64m', 'mode=1777'] });
  expect([tmpfsOption(tmpfs, 'mode'), tmpfsOption(tmpfs, 'uid')]).toEqual(['1777', undefined]);
  expect(parseTmpfs('/run')).toEqual({ target: '/run', options: [] });
  expect(['90s', '1h30m', '1.5s', '0', '-1s', '30', 'x'].map(parseSeconds)).toEqual([
    90,
    5400,
    1.5,
    0,
    ...Array(3).fill(undefined),
  ]);
  expect(healthTiming({ interval: 0, timeout: 1e9 })).toMatchObject({ interval: 30e9, timeout: 1e9, retries: 3 });
});
