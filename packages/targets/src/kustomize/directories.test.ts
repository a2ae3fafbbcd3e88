import { loadProject, memoryHost } from '@transpose/core';
import { expect, test } from 'vitest';
import { convert } from '../convert.ts';
import { directoriesOf } from './directories.ts';
import { kustomize } from './index.ts';

test('profiles that differ in case alone have directories that every file system tells apart', () => {
  const names = ['debug', 'metadata-mysql', 'metadata-MySQL', 'metadata-MYSQL'];
  const directories = directoriesOf(names.map((name) => ({ kind: 'profile', name })));
  expect(directories.slice(0, 2)).toEqual(['components/debug', 'components/metadata-mysql']);
  expect(directories[2]).toMatch(/^components\/metadata-MySQL-[0-9a-f]{8}$/);
  expect(new Set(directories.map((one) => one.toLowerCase())).size).toBe(4);
});

test('a project with such profiles is converted', () => {
  const host = memoryHost({
    cwd: '/p',
    files: { '/p/compose.yaml': 'services: { a: { image: "a:1" }, b: { image: "b:1", profiles: [x, X] } }\n' },
  });
  const { files } = convert({
    host,
    loaded: loadProject(host),
    target: kustomize,
    variations: ['x', 'X'].map((name) => ({
      kind: 'profile',
      name,
      loaded: loadProject(host, { profiles: [name] }),
    })),
  });
  const components = files.map(({ path }) => path).filter((path) => path.endsWith('kustomization.yaml'));
  expect(components).toEqual([
    'base/kustomization.yaml',
    'components/x/kustomization.yaml',
    expect.stringMatching(/^components\/X-[0-9a-f]{8}\/kustomization\.yaml$/),
  ]);
});
