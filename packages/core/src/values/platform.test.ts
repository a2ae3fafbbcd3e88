import { expect, it } from 'vitest';
import { parseMountOptions } from './mount-options.ts';
import { parsePlatform } from './platform.ts';

it.each([
  ['linux/amd64', { os: 'linux', architecture: 'amd64' }],
  ['Linux/x86_64', { os: 'linux', architecture: 'amd64' }],
  ['linux/arm/v7', { os: 'linux', architecture: 'arm', variant: 'v7' }],
  ['aarch64', { architecture: 'arm64' }],
  ['windows', { os: 'windows' }],
  ['wasi/wasm', { os: 'wasi', architecture: 'wasm' }],
  ['linux/', { os: 'linux' }],
])('reads the platform %s', (text, platform) => {
  expect(parsePlatform(text)).toEqual(platform);
});

it('reads options of mount(8)', () => {
  expect(parseMountOptions('addr=10.0.0.1, ro,,opt=a=b')).toEqual([
    { key: 'addr', value: '10.0.0.1', text: 'addr=10.0.0.1' },
    { key: 'ro', value: '', text: 'ro' },
    { key: 'opt', value: 'a=b', text: 'opt=a=b' },
  ]);
});
