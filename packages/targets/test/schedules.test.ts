import { expect, it } from 'vitest';
import { loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';

const project = (schedule: string) => `
name: shop
services:
  backup: { image: 'busybox:1.36', command: [echo, backup], x-transpose: { schedule: '${schedule}' }, depends_on: [db] }
  db: { image: 'postgres:16', restart: always }
  web: { image: nginx, depends_on: [backup] }
`;

function converted(name: string, source: string, options = {}) {
  const host = memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': source } });
  const target = targets.find((one) => one.name === name);
  if (!target) throw new Error(`no target ${name}`);
  const result = convert({ host, loaded: loadProject(host), target, options });
  return { ...result, at: (path: string) => result.files.find((file) => file.path === path)?.content ?? '' };
}

it.each([
  ['systemd', 'units/shop-backup-1.service'],
  ['quadlet', 'quadlet/shop-backup-1.container'],
])('a schedule is a timer beside the unit that it starts: %s', (target, unit) => {
  const { at, account } = converted(target, project('0 3 * * 1-5'));
  expect(at('units/shop-backup-1.timer')).toContain('OnCalendar=Mon..Fri *-*-* 03:00:00\n');
  expect(at('units/shop-backup-1.timer')).toContain('WantedBy=shop.target');
  expect(at(unit)).toContain('Type=oneshot\n');
  expect(at(unit)).not.toMatch(/RemainAfterExit|WantedBy/);
  expect(at(unit.replace('backup', 'web'))).not.toContain('backup-1');
  expect(account.entries.filter(({ support }) => support.kind === 'dropped').map(({ path }) => path.join('.'))).toEqual(
    ['services.web.depends_on.backup'],
  );
});

it('a script leaves it to the line of a crontab, which the report gives', () => {
  const { at, account } = converted('docker-run', project('@daily'));
  expect(at('run.sh')).toContain("unscheduled='db web'");
  expect(account.notes.map(({ message }) => message).join('\n')).toContain('0 0 * * * /PATH/TO/run.sh up backup');
  const lines = converted('docker-run', project('@daily'), { style: 'lines' });
  expect(lines.at('run.sh')).toMatch(/docker create \\\n +--name shop-backup-1/);
  expect(lines.at('run.sh')).toContain('0 0 * * * docker start shop-backup-1');
});

it.each(targets.map(({ name }) => name))('a schedule that nothing can run is an error with its place: %s', (target) => {
  const { diagnostics, files } = converted(target, project('@every 1h'));
  expect(files).toEqual([]);
  expect(diagnostics).toEqual([
    expect.objectContaining({ code: 'illegal-value', path: ['services', 'backup', 'x-transpose', 'schedule'] }),
  ]);
  expect(diagnostics[0]?.span).toBeDefined();
});
