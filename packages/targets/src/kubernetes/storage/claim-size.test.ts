import { memoryHost } from '@transpose/core';
import { expect, test } from 'vitest';
import { projectFiles } from '../../shared/project-files.ts';
import { testService } from '../../testing/project.ts';
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

test('data stores and media are larger than configuration', () => {
  const service = (repository: string) =>
    testService('a', {
      image: { text: repository, repository } as NonNullable<ReturnType<typeof testService>['image']>,
    });
  expect(usualSize(service('postgres'), '/var/lib/postgresql/data')).toBe('10Gi');
  expect(usualSize(service('postgres'), '/docker-entrypoint-initdb.d')).toBeUndefined();
  expect(usualSize(service('acme/photos'), '/photos')).toBe('50Gi');
  expect(usualSize(service('acme/photos'), '/config')).toBeUndefined();
});
