import { expect, test } from 'vitest';
import { composeContext } from '../testing/compose.ts';

test('names what is legal as it is written, and makes the rest legal', () => {
  const { context, lines } = composeContext(`
services:
  a_b: {image: x}
  a-b: {image: x}
  1st: {image: x}
  API: {image: x}
`);
  const { names } = context;
  // The later one keeps its name: peers call it so.
  expect(names.service('a-b')).toBe('a-b');
  expect(names.service('a_b')).toBe('a-b-2');
  expect(names.service('1st')).toBe('x-1st');
  expect(names.service('API')).toBe('api');
  expect(lines).toContain('note services.a_b: Its objects are named "a-b-2": "a-b" is the name of "a-b"');
  expect(lines).toContain('note services.1st: Its objects are named "x-1st": "1st" is not a legal name in Kubernetes');
  expect(lines.join('\n')).not.toContain('services.API:');
});

test('keeps derived names and each kind apart', () => {
  const { context } = composeContext(`
services:
  web: {image: x, secrets: [web-env]}
  web-published: {image: x}
volumes:
  web: {}
secrets:
  web-env: {environment: X}
`);
  const { names } = context;
  expect(names.derive('Service', 'web', '-published')).toBe('web-published-2');
  expect(names.secret('web-env')).toBe('web-env');
  expect(names.environmentSecret('web')).toBe('web-env-2');
  expect(names.environmentSecret('web')).toBe('web-env-2');
  expect(names.environmentConfigMap('web')).toBe('web-env');
  expect(names.volume('web')).toBe('web');
});

test('external resources keep their own names, and no object of the project takes them', () => {
  const { context, lines } = composeContext(`
services:
  web:
    image: x
    volumes: ['shared:/a', 'other:/b', 'media:/c']
volumes:
  shared: {external: true, name: media}
  other: {external: true, name: My_Disk}
  media: {}
`);
  const { names } = context;
  expect(names.volume('shared')).toBe('media');
  expect(names.volume('media')).toBe('media-2');
  expect(names.volume('other')).toBe('my-disk');
  expect(lines).toContain(
    'approximated volumes.other.name: "My_Disk" is not a legal name in Kubernetes: "my-disk" is taken for it',
  );
});

test('long names end in a hash and leave room for suffixes', () => {
  const key = 'a'.repeat(60);
  const { context } = composeContext(`services:\n  ${key}: {image: x}\n`);
  const name = context.names.service(key);
  expect(name).toMatch(/^a+-[0-9a-f]{8}$/);
  expect(name.length).toBe(52);
  expect(context.names.derive('Service', name, '-published')).toMatch(/^a+-[0-9a-f]{8}-published$/);
});
