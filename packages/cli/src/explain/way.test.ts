import type { LoadResult, Project } from '@transpose/core';
import { loadProject, memoryHost, nodeAt } from '@transpose/core';
import type { Target } from '@transpose/targets';
import { convert, targets } from '@transpose/targets';
import { expect, it } from 'vitest';
import { keyFixtures } from '../../../../test-fixtures/index.ts';
import type { TargetResult } from './way.ts';
import { wayOf } from './way.ts';

function resultOf(loaded: LoadResult, host: ReturnType<typeof memoryHost>, target: Target): TargetResult {
  const { files, account, diagnostics } = convert({ host, loaded, target });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const filesOf = (project: Project) => {
    try {
      return convert({ host, loaded: { ...loaded, project }, target }).files;
    } catch {
      return undefined;
    }
  };
  return { target, files, account, failed: false, filesOf };
}

const fixtures = keyFixtures().map(({ key, files }) => {
  const inProject = Object.entries(files).map(([path, content]) => [`/p/${path}`, content] as const);
  const host = memoryHost({ cwd: '/p', env: { HOME: '/root' }, files: Object.fromEntries(inProject) });
  return { key, host, loaded: loadProject(host) };
});

it.each(targets.map((target) => [target.name, target] as const))(
  'finds a field of %s for each value that is carried',
  (_, target) => {
    const lost: string[] = [];
    for (const { key, host, loaded } of fixtures) {
      const { tree, project } = loaded;
      if (!tree || !project) continue;
      const result = resultOf(loaded, host, target);
      for (const { path, support } of result.account.entries) {
        const node = nodeAt(tree, path);
        if (support.kind !== 'carried' || !node) continue;
        const [way] = wayOf(path, node, { usedBy: () => [] } as never, project, [result]).targets;
        if (way?.fields.length === 0) lost.push(`${key}: ${path.join('.')} -> ${support.field}`);
      }
    }
    expect(lost).toEqual([]);
  },
);
