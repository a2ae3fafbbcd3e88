import type { Account, Support } from '@transpose/targets';
import { approximated, carried, dropped } from '@transpose/targets';
import { describe, expect, it } from 'vitest';
import { accountTable, strictFinds } from './account-text.ts';
import { styleFor } from './style.ts';

const text = 'a\n'.repeat(40);
const source = { file: 'compose.yaml', text };

const entry = (line: number, path: string, support: Support) => {
  const start = (line - 1) * 2;
  return {
    path: path.split('.'),
    key: path,
    support,
    severity: 'differs' as const,
    origin: { span: { source, start, end: start + 1 } },
  };
};

const long = 'It counts against the memory limit of the Pod and survives a restart of the container.';
const account: Account = {
  entries: [
    entry(3, 'services.web.image', carried('Container.image')),
    entry(4, 'services.web.init', dropped('Nothing reaps')),
    entry(12, 'services.web.tmpfs', approximated('emptyDir', long)),
    entry(22, 'services.api.tmpfs', approximated('emptyDir', long)),
    entry(30, 'services.api.devices', dropped('No Pod has one.; Nor a node.', 'ask the device plug-in.')),
  ],
  notes: [{ message: 'All in all it is well', severity: 'differs' }],
};

describe('the account for people', () => {
  it('has what is lost last, and says once what several rows share', () => {
    expect(accountTable(account, 80, styleFor(false))).toBe(
      `carried  compose.yaml:3:1  services.web.image
           Container.image

approximated  compose.yaml:12:1  services.web.tmpfs
approximated  compose.yaml:22:1  services.api.tmpfs
                emptyDir: It counts against the memory limit of the Pod and
                survives a restart of the container

lost  compose.yaml:4:1   services.web.init
        Nothing reaps
lost  compose.yaml:30:1  services.api.devices
        No Pod has one; Nor a node
        -> Ask the device plug-in

note: All in all it is well

1 carried, 2 approximated, 2 lost
`,
    );
  });

  it('has a column of fields where there is room', () => {
    expect(accountTable(account, 140, styleFor(false))).toContain(
      'carried  compose.yaml:3:1  services.web.image  Container.image\n',
    );
  });

  it('keeps within the width', () => {
    for (const width of [60, 80, 100, 140]) {
      const lines = accountTable(account, width, styleFor(false)).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });

  it('adds nothing but colour for a terminal', () => {
    const plain = (coloured: string) => coloured.replace(/\u001b\[\d+m/g, '');
    expect(plain(accountTable(account, 80, styleFor(true)))).toBe(accountTable(account, 80, styleFor(false)));
  });

  it('is strict about losses, and about all differences when asked', () => {
    const some = (...entries: Account['entries']): Account => ({ entries, notes: [] });
    const [kept, lost, changed] = account.entries;
    expect([strictFinds(account, undefined), strictFinds(account, 'lost'), strictFinds(account, 'all')]).toEqual([
      false,
      true,
      true,
    ]);
    if (kept && changed) {
      expect(strictFinds(some(kept, changed), 'lost')).toBe(false);
      expect(strictFinds(some(kept, changed), 'all')).toBe(true);
    }
    expect(strictFinds(some(...(lost ? [lost] : [])), 'lost')).toBe(true);
  });
});
