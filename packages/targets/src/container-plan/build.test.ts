import { loadProject, memoryHost } from '@transpose/core';
import { expect, test } from 'vitest';
import { convert } from '../convert.ts';
import { dockerRun } from '../docker-run/index.ts';

const compose = `services:
  web:
    build:
      context: .
      target: "\${STAGE:-release}"
      tags: ["shop/web:\${TAG:-1}"]
      entitlements: [network.host]
      no_cache_filter: [base]
`;

function converted(options: Readonly<Record<string, string | readonly string[]>>) {
  const host = memoryHost({ cwd: '/p', files: { '/p/compose.yaml': compose, '/p/Dockerfile': 'FROM x\n' } });
  return convert({ host, loaded: loadProject(host), target: dockerRun, options });
}

test('variables in the tags and the stage of a build stay variables', () => {
  const [script] = converted({ style: 'lines', keep: ['TAG', 'STAGE'] }).files;
  expect(script?.content).toContain('--tag "shop/web:${TAG:-1}"');
  expect(script?.content).toContain('--target "${STAGE:-release}"');
});

test('what podman build does not have is dropped where it is written', () => {
  const dropped = converted({ engine: 'podman' }).account.entries.filter(({ support }) => support.kind === 'dropped');
  expect(dropped.map(({ path }) => path.join('.'))).toEqual([
    'services.web.build.entitlements.0',
    'services.web.build.no_cache_filter.0',
  ]);
});
