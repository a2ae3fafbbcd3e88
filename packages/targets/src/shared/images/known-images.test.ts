import { expect, test } from 'vitest';

import { knownImage, knownImageNames } from './known-images.ts';

test('a data store', () => {
  expect(knownImage({ repository: 'redis', tag: '7-alpine' })).toEqual({
    ports: [{ port: 6379, protocol: 'tcp' }],
    dataPaths: ['/data'],
    dataStore: true,
  });
});

test('an application with a USER and ports of both protocols', () => {
  expect(knownImage({ repository: 'grafana/grafana' })).toMatchObject({ uid: 472, dataStore: false });
  expect(knownImage({ repository: 'pihole/pihole' })?.ports.slice(0, 2)).toEqual([
    { port: 53, protocol: 'tcp' },
    { port: 53, protocol: 'udp' },
  ]);
});

test('all images of a maker that keeps to one directory', () => {
  expect(knownImage({ repository: 'linuxserver/sonarr' })).toEqual({
    ports: [],
    dataPaths: ['/config'],
    dataStore: undefined,
  });
});

test('images of Bitnami are the same under the owner that they have moved to', () => {
  for (const name of ['kafka', 'etcd', 'valkey-cluster', 'postgresql'])
    expect(knownImage({ repository: `bitnamilegacy/${name}` })).toEqual({
      ...knownImage({ repository: `bitnami/${name}` }),
      uid: 1001,
    });
});

test('library/ is not part of the name, other owners are', () => {
  expect(knownImage({ repository: 'library/postgres' })?.dataStore).toBe(true);
  expect(knownImage({ repository: 'somebody/postgres' })).toBeUndefined();
  expect(knownImage({ repository: 'constructor' })).toBeUndefined();
  expect(knownImage({})).toBeUndefined();
});

test.each([
  ['postgres', '16-alpine', [5432], ['/var/lib/postgresql/data']],
  ['postgres', '9.6', [5432], ['/var/lib/postgresql/data']],
  ['immich-app/postgres', '14-vectorchord0.4.3', [5432], ['/var/lib/postgresql/data']],
  ['authelia/authelia', undefined, [9091], ['/config']],
  ['postgres', '18.1-trixie', [5432], ['/var/lib/postgresql']],
  ['nextcloud', undefined, [80], ['/var/www/html']],
  ['nextcloud', '30-fpm-alpine', [9000], ['/var/www/html']],
  ['php', '8.3-cli', [], []],
  ['php', '8.3-fpm', [9000], []],
  ['influxdb', '1.8', [8086], ['/var/lib/influxdb']],
  ['influxdb', '2.7', [8086], ['/var/lib/influxdb2', '/etc/influxdb2']],
] as const)('%s:%s', (repository, tag, ports, dataPaths) => {
  const image = knownImage({ repository, tag });
  expect(image?.ports.map((each) => each.port)).toEqual(ports);
  expect(image?.dataPaths).toEqual(dataPaths);
});

test('a variant has its own user', () => {
  expect(knownImage({ repository: 'gitea/gitea', tag: '1.22' })?.uid).toBeUndefined();
  expect(knownImage({ repository: 'gitea/gitea', tag: '1.22-rootless' })?.uid).toBe(1000);
});

test.each(knownImageNames)('the row of %s is well formed', (repository) => {
  for (const tag of ['', 'fpm', 'management', 'dind', '18', 'rootless']) {
    const image = knownImage({ repository, tag });
    const ports = image?.ports.map(({ port, protocol }) => `${port}/${protocol}`) ?? [];
    expect(new Set(ports).size).toBe(ports.length);
    expect(image?.ports.every(({ port }) => Number.isInteger(port) && port > 0 && port < 65536)).toBe(true);
    expect(image?.dataPaths.every((path) => /^(?:\/[\w.-]+)+$/.test(path))).toBe(true);
  }
});

test('no name appears twice', () => {
  expect(new Set(knownImageNames).size).toBe(knownImageNames.length);
});
