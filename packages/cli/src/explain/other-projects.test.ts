import type { Project } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import { expect, it } from 'vitest';
import { projectWithout } from './other-projects.ts';

const compose =
  'services: {web: {image: "a:1", ports: ["80:80", "81:81"], environment: {A: b}, deploy: {replicas: 2}}}';
const load = (): Project => {
  const { project } = loadProject(memoryHost({ files: { '/p/compose.yaml': compose }, cwd: '/p', env: {} }));
  if (!project) throw new Error('the project does not load');
  return project;
};

it('takes one value out, and leaves lists and maps where they are', () => {
  const project = load();
  const web = (...path: readonly (string | number)[]) =>
    projectWithout(project, ['services', 'web', ...path])?.services['web'];
  expect(web('ports')?.ports).toEqual([]);
  expect(web('ports', 0)?.ports.map(({ target }) => target)).toEqual([81]);
  expect(web('environment')?.environment).toEqual({});
  expect(web('environment', 'A')?.environment).toEqual({});
  expect(web('deploy')).not.toHaveProperty('deploy');
  expect(web('deploy', 'replicas')?.deploy).not.toHaveProperty('replicas');
  expect(web('nothing', 'here')).toBeUndefined();
  expect(project).toEqual(load());
});
