import type { Account, LedgerEntry, Severity, Support } from '@transpose/targets';
import { approximated, carried, dropped } from '@transpose/targets';
import { describe, expect, it } from 'vitest';
import { strictFinds } from './account.ts';
import { accountText } from './account-text.ts';
import { styleFor } from './style.ts';

const source = { file: 'compose.yaml', text: 'a\n'.repeat(40) };

const entry = (line: number, path: string, support: Support, severity: Severity): LedgerEntry => ({
  path: path.split('.'),
  key: path,
  support,
  severity,
  origin: { span: { source, start: (line - 1) * 2, end: line * 2 - 1 } },
});

const label = approximated('annotations', 'Nothing reads it');
const account: Account = {
  entries: [
    entry(3, 'services.web.image', carried('Container.image'), 'cosmetic'),
    ...[4, 5, 6, 7, 8].map((line) => entry(line, `services.web.labels.l${line}`, label, 'cosmetic')),
    entry(9, 'services.web.init', dropped('Nothing reaps'), 'differs'),
    entry(10, 'services.api.init', dropped('Nothing reaps'), 'differs'),
    entry(12, 'services.db.volumes.0', approximated('PersistentVolumeClaim', 'It starts empty', 'copy it'), 'loses'),
  ],
  notes: [
    { message: 'All in all it is well', severity: 'differs' },
    { message: '"web" waits forever.', severity: 'breaks' },
  ],
};

const summary = (verbose: boolean, width = 80) => accountText(account, { width, verbose }, styleFor(false));

describe('what people have to act on', () => {
  it('begins with what costs most, says each cause once, and counts what is cosmetic', () => {
    expect(summary(false)).toBe(`Will not start, or will not be reached (1):
  - "web" waits forever
Loses or exposes data or secrets, unless you act (1):
  - It starts empty (PersistentVolumeClaim)
    -> Copy it
    compose.yaml:12:1  services.db.volumes.0
Behaves differently (3):
  - Nothing reaps (lost)
    compose.yaml:9:1  services.web.init
    compose.yaml:10:1  services.api.init
  - All in all it is well
5 cosmetic differences: --verbose shows them
`);
  });

  it('is strict about losses, and about all differences when asked', () => {
    const some = (...kinds: readonly Support['kind'][]) => ({
      account: { entries: account.entries.filter(({ support }) => kinds.includes(support.kind)), notes: [] },
    });
    expect(strictFinds({ account }, undefined)).toBe(false);
    expect(strictFinds(some('carried', 'approximated'), 'lost')).toBe(false);
    expect(strictFinds(some('carried', 'approximated'), 'all')).toBe(true);
    expect(strictFinds(some('dropped'), 'lost')).toBe(true);
  });

  it('shows what is carried when asked', () => {
    expect(summary(false)).not.toContain('Carried');
    expect(summary(true)).toMatch(/Carried \(1\):\n {4}compose\.yaml:3:1  services\.web\.image  Container\.image\n$/);
  });

  it('shows all of it when asked', () => {
    expect(summary(true)).toContain(`Cosmetic (5):
  - Nothing reads it (annotations)
    compose.yaml:4:1  services.web.labels.l4
    compose.yaml:5:1  services.web.labels.l5
    compose.yaml:6:1  services.web.labels.l6
    compose.yaml:7:1  services.web.labels.l7
    compose.yaml:8:1  services.web.labels.l8
`);
  });

  it('counts the places of one cause that are many', () => {
    const many: Account = {
      entries: [1, 2, 3, 4, 5, 6].map((line) => entry(line, `services.s${line}.init`, dropped('No.'), 'differs')),
      notes: [],
    };
    expect(accountText(many, { width: 80, verbose: false }, styleFor(false))).toContain('    and 3 more places\n');
  });

  it('keeps within the width, and adds nothing but colour for a terminal', () => {
    expect(
      Math.max(
        ...summary(false, 60)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(60);
    const coloured = accountText(account, { width: 80, verbose: true }, styleFor(true));
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(summary(true));
  });
});
