import { loadProject, memoryHost } from '@transpose/core';
import { expect, it } from 'vitest';
import { convert } from '../../convert.ts';
import { dockerRun } from '../../docker-run/index.ts';

it.each([
  ['"80"', '--publish 80'],
  ['"8080:80/udp"', '--publish 8080:80/udp'],
  ['"127.0.0.1:8080:80"', '--publish 127.0.0.1:8080:80'],
  ['"[::1]:8080:80"', "--publish '[::1]:8080:80'"],
  ['{target: 80, published: "8080-8081"}', '--publish 8080-8081:80'],
])('publishes %s', (port, flag) => {
  const files = { '/p/compose.yaml': `services: {web: {image: "a:1", ports: [${port}]}}\n` };
  const host = memoryHost({ files, cwd: '/p' });
  const { files: written } = convert({ host, loaded: loadProject(host), target: dockerRun });
  expect(written.find(({ path }) => path === 'run.sh')?.content).toContain(`${flag} \\\n`);
});
