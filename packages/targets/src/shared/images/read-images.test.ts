import { expect, it, test } from 'vitest';
import { imageLookup } from './image-lookup.ts';
import { readImages } from './read-images.ts';

it('takes what a record may hold', () => {
  const images = {
    'acme/api:1': {
      user: 'node',
      users: { node: '1000:1000' },
      groups: { docker: 999 },
      ports: ['80/tcp', '53/udp', '1/sctp'],
      entrypoint: [],
      command: ['serve'],
      shell: ['/bin/bash', '-c'],
      volumes: ['/data'],
      healthcheck: { test: ['CMD-SHELL', 'true'], interval: '1m30s', retries: 0 },
      working_dir: '',
      architecture: 'arm64/v8',
    },
    'ghcr.io/a/b@sha256:0123456789abcdef0123456789abcdef': { healthcheck: null },
  };
  expect(readImages(images)).toEqual({ images, problems: [] });
});

test.each([
  [[], 'images: [] is not an object of records by the names of images'],
  [{ 'A B': {} }, 'A B: this is not the name of an image'],
  [{ a: 1 }, 'a: 1 is not an object'],
  [{ a: { port: [] } }, 'a: port: there is no such field; did you mean "ports"?'],
  [{ a: { ports: ['80/tcp', '80/tpc'] } }, 'a: ports[1]: "80/tpc" is not a port with its protocol, such as 80/tcp'],
  [{ a: { ports: ['70000/tcp'] } }, 'a: ports[0]: "70000/tcp" is not a port with its protocol, such as 80/tcp'],
  [{ a: { user: 1000 } }, 'a: user: 1000 is not a text'],
  [{ a: { users: { node: 'x' } } }, 'a: users.node: "x" is not UID or UID:GID in numbers'],
  [{ a: { groups: { docker: '999' } } }, 'a: groups.docker: "999" is not a number of a group'],
  [{ a: { command: 'serve' } }, 'a: command: "serve" is not a list'],
  [{ a: { command: ['a\0'] } }, 'a: command[0]: "a\\u0000" is not a text'],
  [{ a: { volumes: ['data'] } }, 'a: volumes[0]: "data" is not an absolute path'],
  [
    { a: { healthcheck: { interval: '30' } } },
    'a: healthcheck.interval: "30" is not a length of time, such as 30s or 1m30s',
  ],
  [
    { a: { healthcheck: { test: ['true'] } } },
    'a: healthcheck.test: ["true"] is not a list that begins with CMD, CMD-SHELL or NONE',
  ],
  [{ a: { healthcheck: { tests: [] } } }, 'a: healthcheck.tests: there is no such field; did you mean "test"?'],
  [{ a: JSON.parse('{"__proto__": 1}') as unknown }, 'a: __proto__: there is no such field'],
])('%j is told', (data, problem) => {
  expect(readImages(data)).toEqual({ images: {}, problems: [problem] });
});

it('finds a record by every name of the image, and by no other', () => {
  const find = imageLookup({ 'docker.io/library/postgres:17': { user: 'a' }, redis: { user: 'b' } });
  expect(
    ['postgres:17', 'postgres:16', 'redis', 'redis:latest', 'quay.io/redis'].map((name) => find(name)?.user),
  ).toEqual(['a', undefined, 'b', 'b', undefined]);
});
