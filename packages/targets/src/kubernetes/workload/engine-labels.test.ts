import { expect, test } from 'vitest';
import { unreadLabel } from './engine-labels.ts';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '../../convert.ts';
import { targetNamed } from '../../targets.ts';

test.each([
  ['ofelia.job-exec.backup.schedule', 'breaks', 'schedule'],
  ['ofelia.job-exec.backup.command', 'cosmetic', 'schedule'],
  ['swarm.cronjob.schedule', 'breaks', 'schedule'],
  ['com.centurylinklabs.watchtower.enable', 'cosmetic', 'tag'],
  ['autoheal', 'differs', 'liveness'],
  ['docker-volume-backup.stop-during-backup', 'loses', 'claims'],
])('%s is read by a program beside Docker', (key, severity, instead) => {
  expect(unreadLabel(key)).toMatchObject({ severity, instead: expect.stringContaining(instead) });
});

test.each(['ofelia', 'autohealing', 'example.org/ofelia.job', 'wudang', 'team'])('%s is an ordinary label', (key) => {
  expect(unreadLabel(key)).toBeUndefined();
});

test('such labels do not become annotations, wherever they are written', () => {
  const source = `
services:
  web:
    image: x
    labels: {ofelia.job-exec.a.schedule: '@daily', team: shop}
    deploy: {labels: {swarm.cronjob.schedule: '@daily', tier: web}}
`;
  const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': source } });
  const { files, account } = convert({ host, loaded: loadProject(host), target: targetNamed('kubernetes')! });
  const text = files.map(({ content }) => content).join('');
  expect(text).not.toMatch(/@daily/);
  expect(text).toContain('team: shop');
  expect(text).toContain('tier: web');
  const dropped = account.entries.filter(({ support }) => support.kind === 'dropped');
  expect(dropped.map(({ path }) => path.at(-1))).toEqual(['ofelia.job-exec.a.schedule', 'swarm.cronjob.schedule']);
});
