import { expect, test } from 'vitest';
import type { ShortVolume } from './volume.ts';
import { parseVolume } from './volume.ts';

const bind = { create_host_path: true } as const;

test.each<[string, ShortVolume]>([
  ['./d:/d', { type: 'bind', source: './d', target: '/d', bind }],
  ['.:/f', { type: 'bind', source: '.', target: '/f', bind }],
  ['~/x:/f', { type: 'bind', source: '~/x', target: '/f', bind }],
  ['/var/lib//x/:/d/', { type: 'bind', source: '/var/lib//x/', target: '/d', bind }],
  ['./e:/e//f/../g', { type: 'bind', source: './e', target: '/e/g', bind }],
  ['./d:d', { type: 'bind', source: './d', target: 'd', bind }],
  ['data:/d', { type: 'volume', source: 'data', target: '/d', volume: {} }],
  ['data/sub:/d', { type: 'volume', source: 'data/sub', target: '/d', volume: {} }],
  ['./d', { type: 'volume', target: 'd', volume: {} }],
  ['/', { type: 'volume', target: '/' }],
  ['ab', { type: 'volume', target: 'ab' }],
  ['v:/data', { type: 'volume', target: 'v:/data', volume: {} }],
  ['C:\\data:/data', { type: 'bind', source: 'C:\\data', target: '/data', bind }],
  ['d:/data:/more:ro', { type: 'bind', source: 'd:/data', target: '/more', read_only: true, bind }],
  ['C:\\a:D:\\b', { type: 'bind', source: 'C:\\a', target: 'D:\\b', bind }],
  ['\\\\server\\share:/s', { type: 'bind', source: '\\\\server\\share', target: '/s', bind }],
  ['./d:/d:ro,z', { type: 'bind', source: './d', target: '/d', read_only: true, bind: { ...bind, selinux: 'z' } }],
  ['./e:/e:rw', { type: 'bind', source: './e', target: '/e', bind }],
  ['./e:/e:ro,rw,cached', { type: 'bind', source: './e', target: '/e', bind }],
  ['v1:/f:nocopy', { type: 'volume', source: 'v1', target: '/f', volume: { nocopy: true } }],
  ['v1:/d:z', { type: 'volume', source: 'v1', target: '/d', bind: { selinux: 'z' }, volume: {} }],
  [
    './p:/z:ro,rshared,Z,nocopy',
    {
      type: 'bind',
      source: './p',
      target: '/z',
      read_only: true,
      bind: { ...bind, propagation: 'rshared', selinux: 'Z' },
      volume: { nocopy: true },
    },
  ],
  ['${A:-./x}:/d:ro', { type: 'volume', source: '${A:-./x}', target: '/d', read_only: true, volume: {} }],
])('reads %j', (text, volume) => {
  expect(parseVolume(text)).toEqual({ ok: true, value: volume });
});

test.each([
  ['', 'invalid empty volume spec'],
  ['./a:/b:ro:x', 'invalid volume spec "./a:/b:ro:x": too many colons'],
  ['./a::ro', 'invalid volume spec "./a::ro": empty section between colons'],
  [':/b', 'invalid volume spec ":/b": empty section between colons'],
  ['./a:', 'invalid volume spec "./a:": empty section between colons'],
])('refuses %j', (text, message) => {
  expect(parseVolume(text)).toMatchObject({ ok: false, message });
});
