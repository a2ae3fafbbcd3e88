import { loadProject, memoryHost } from '@transpose/core';
import { expect, it } from 'vitest';
import { convert } from '../convert.ts';
import { systemd } from './index.ts';

it('makes networks and volumes with the values of their options', () => {
  const compose = `
name: shop
services: { web: { image: nginx, networks: [back], volumes: ["data:/data"] } }
networks: { back: { driver: bridge, internal: true, driver_opts: { mtu: 1400 } } }
volumes: { data: { driver: local, driver_opts: { type: tmpfs } } }
`;
  const host = memoryHost({ files: { '/p/compose.yaml': compose }, cwd: '/p' });
  const { files } = convert({ host, loaded: loadProject(host), target: systemd });
  const made = files
    .flatMap(({ content }) => content.replaceAll('\\\n', ' ').split('\n'))
    .filter((line) => / create /.test(line));
  const words = made.map((line) => line.replace(/\s+/g, ' '));
  expect(words.find((line) => line.includes('network create'))).toContain(
    'create --driver bridge --opt mtu=1400 --internal --label',
  );
  expect(words.find((line) => line.includes('volume create'))).toContain(
    'create --driver local --opt type=tmpfs --label',
  );
});
