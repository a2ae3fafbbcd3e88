import { loadProject, memoryHost } from '@transpose/core';
import { expect, test } from 'vitest';
import { convert } from '../convert.ts';
import { quadlet } from '../quadlet/index.ts';
import { systemd } from '../systemd/index.ts';
import type { Target } from '../target.ts';

function converted(target: Target, service: string) {
  const host = memoryHost({
    files: { '/project/compose.yaml': `name: shop\nservices: { web: { image: nginx, ${service} } }` },
    cwd: '/project',
    env: { HOME: '/root' },
  });
  return convert({ host, loaded: loadProject(host), target, options: {} });
}

test.each<Target>([systemd, quadlet])(
  '$name has a file for each container, and says when they are too many',
  (target) => {
    const of = (service: string) => converted(target, service).files.filter(({ path }) => /[/-]web-\d/.test(path));
    expect(of('scale: 3')).toHaveLength(3);
    expect(of('scale: 0')).toHaveLength(0);
    for (const [service, path] of [
      ['scale: 1001', ['services', 'web', 'scale']],
      ['deploy: { replicas: 4294967296 }', ['services', 'web', 'deploy', 'replicas']],
    ] as const) {
      const { files, diagnostics } = converted(target, service);
      expect(files).toEqual([]);
      expect(diagnostics).toMatchObject([{ code: 'illegal-value', path }]);
    }
  },
);
