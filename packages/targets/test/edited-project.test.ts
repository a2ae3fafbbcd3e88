import type { Project, Service } from '@transpose/core';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { expect, it } from 'vitest';
import { addedUses } from '../src/account/added-uses.ts';
import { keyFixtures } from '../../../test-fixtures/index.ts';

const host = memoryHost({
  cwd: '/shop',
  files: { '/shop/compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports: ["8080:80"]\n' },
});

function accountOf(edit: (project: Project) => Project) {
  const loaded = loadProject(host);
  if (!loaded.project) throw new Error('it does not load');
  const { account } = convert({ host, loaded: { ...loaded, project: edit(loaded.project) }, target: kubernetes });
  return account.entries.map(({ path, support }) => `${path.join('.')} ${support.kind}`);
}

const withWeb = (project: Project, edited: Partial<Service>): Project => ({
  ...project,
  services: { ...project.services, web: { ...project.services['web'], ...edited } as Service },
});

it('accounts for keys that a program adds', () => {
  const before = accountOf((project) => project);
  const after = accountOf((project) => withWeb(project, { cgroup_parent: 'a.slice', hostname: 'www' }));
  expect(after.filter((entry) => !before.includes(entry)).sort()).toEqual([
    'services.web.cgroup_parent dropped',
    'services.web.hostname carried',
  ]);
});

it('accounts for the services and items that a program adds', () => {
  const before = accountOf((project) => project);
  const after = accountOf((project) => {
    const web = project.services['web'] as Service;
    const [port] = web.ports;
    if (!port) throw new Error('it has a port');
    const edited = withWeb(project, { ports: [port, { ...port, target: 81, published: '8081' }] });
    return { ...edited, services: { ...edited.services, more: { ...web, name: 'more', privileged: true } } };
  });
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.join('\n')).toMatch(/^services\.web\.ports\.1 carried$/m);
  expect(after.join('\n')).toMatch(/^services\.more\.image carried$/m);
  expect(after.join('\n')).toMatch(/^services\.more\.privileged /m);
});

it('finds nothing in a project that nobody edited', () => {
  for (const { key, files } of keyFixtures()) {
    const paths = Object.entries(files).map(([path, bytes]) => [`/project/${path}`, bytes] as const);
    const loaded = loadProject(
      memoryHost({ cwd: '/project', files: Object.fromEntries(paths), env: { HOME: '/root' } }),
    );
    if (!loaded.project) continue;
    expect({ key, added: addedUses({ ...loaded, project: structuredClone(loaded.project) }) }).toEqual({
      key,
      added: [],
    });
  }
});
