import type { Host } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import { expect, test } from 'vitest';
import { convert } from '../../convert.ts';
import { kubernetes } from '../index.ts';
import { projectFiles } from '../../shared/project-files.ts';
import { composeContext } from '../testing/compose.ts';
import { bytesAt, sizeFor, usualSize } from './claim-size.ts';

test('what is there is measured, where it may be read', () => {
  const files = projectFiles(memoryHost({ files: { '/p/d/a': 'abc', '/p/d/e/b': 'de', '/q/x': 'x' } }), '/p', []);
  expect(bytesAt(files, '/p/d')).toBe(5);
  expect(bytesAt(files, '/p/d/a')).toBe(3);
  expect(bytesAt(files, '/p/none')).toBeUndefined();
  expect(bytesAt(files, '/q')).toBeUndefined();
});

test('a size has room to grow, and steps', () => {
  const gibibyte = 1024 ** 3;
  expect([5, gibibyte, 3 * gibibyte, 7 * gibibyte, 90 * gibibyte].map(sizeFor)).toEqual([
    '1Gi',
    '2Gi',
    '5Gi',
    '20Gi',
    '200Gi',
  ]);
});

test('a claim has room for what is in its directory', () => {
  const compose = 'services: { a: { image: x, volumes: ["./data:/a"] } }\n';
  const memory = memoryHost({ cwd: '/p', files: { '/p/compose.yaml': compose, '/p/data/film': 'x' } });
  const lstat: Host['lstat'] = (path) => {
    const stat = memory.lstat(path);
    return stat && (path === '/p/data/film' ? { ...stat, size: 3 * 1024 ** 3 } : stat);
  };
  const host = { ...memory, lstat };
  const { files } = convert({ host, loaded: loadProject(host), target: kubernetes });
  expect(files.filter(({ content }) => content.includes('storage: 5Gi'))).toHaveLength(1);
});

test('data stores and media are larger than configuration', () => {
  const size = (image: string, target: string, files: Readonly<Record<string, string>> = {}) => {
    const { context } = composeContext(`services: {a: {${image}}}`, { files });
    return usualSize(context, context.project.services['a']!, target);
  };
  expect(size('image: postgres', '/var/lib/postgresql/data')).toBe('10Gi');
  expect(size('image: postgres', '/docker-entrypoint-initdb.d')).toBeUndefined();
  expect(size('image: acme/photos', '/photos')).toBe('50Gi');
  expect(size('image: acme/photos', '/config')).toBeUndefined();
  const dockerfile = { 'db/Dockerfile': 'FROM postgres:16\nCOPY a /a\n' };
  expect(size('build: ./db', '/var/lib/postgresql/data', dockerfile)).toBe('10Gi');
});
