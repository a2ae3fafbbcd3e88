import { expect, test } from 'vitest';
import { formatImageReference, parseImageReference, qualifiedImage } from './image-ref.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['postgres', { repository: 'postgres' }, 'docker.io/library/postgres:latest'],
  ['postgres:16-alpine', { repository: 'postgres', tag: '16-alpine' }, 'docker.io/library/postgres:16-alpine'],
  ['bitnami/redis', { repository: 'bitnami/redis' }, 'docker.io/bitnami/redis:latest'],
  ['docker.io/nginx', { registry: 'docker.io', repository: 'nginx' }, 'docker.io/library/nginx:latest'],
  ['index.docker.io/a/b:1', { registry: 'index.docker.io', repository: 'a/b', tag: '1' }, 'docker.io/a/b:1'],
  ['ghcr.io/a/b/c:V1.0', { registry: 'ghcr.io', repository: 'a/b/c', tag: 'V1.0' }, 'ghcr.io/a/b/c:V1.0'],
  ['localhost:5000/x', { registry: 'localhost:5000', repository: 'x' }, 'localhost:5000/x:latest'],
  ['localhost/x:1', { registry: 'localhost', repository: 'x', tag: '1' }, 'localhost/x:1'],
  ['registry:5000', { repository: 'registry', tag: '5000' }, 'docker.io/library/registry:5000'],
  ['REG/x', { registry: 'REG', repository: 'x' }, 'REG/x:latest'],
  ['[::1]:5000/x', { registry: '[::1]:5000', repository: 'x' }, '[::1]:5000/x:latest'],
  [`x@${digest}`, { repository: 'x', digest }, `docker.io/library/x@${digest}`],
  [`h.io/x:1@${digest}`, { registry: 'h.io', repository: 'x', tag: '1', digest }, `h.io/x:1@${digest}`],
  ['a__b/c-d--e.f', { repository: 'a__b/c-d--e.f' }, 'docker.io/a__b/c-d--e.f:latest'],
])('%j', (text, parts, qualified) => {
  const reference = parseImageReference(text);
  expect(reference).toEqual({ text, ...parts });
  expect(formatImageReference(reference)).toBe(text);
  expect(qualifiedImage(reference)).toBe(qualified);
});

test.each([
  '',
  'Postgres',
  'x:',
  'x:-1',
  'x@sha256:12',
  'a//b',
  'a/',
  '/a',
  '_a',
  'a_',
  'a___b',
  'a..b',
  'x:1:2',
  '${IMAGE}',
  'http://x/y',
  '-h.io/x',
  'a b',
  'a'.repeat(64),
  `x:${'t'.repeat(129)}`,
])('%j is not a reference', (text) => {
  const reference = parseImageReference(text);
  expect(reference).toEqual({ text });
  expect(formatImageReference(reference)).toBe(text);
  expect(qualifiedImage(reference)).toBe(text);
});
