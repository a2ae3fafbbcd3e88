import type { MemoryEntry, Place } from '@transpose/core';
import { loadProject, memoryHost, rootPlace } from '@transpose/core';
import type { ConversionResult, LedgerEntry, Target } from '@transpose/targets';
import { convert, rowAt, targets } from '@transpose/targets';
import type { KeyFixture } from '../../../test-fixtures/index.ts';
import { keyFixtures } from '../../../test-fixtures/index.ts';
import { describe, expect, it } from 'vitest';
import { changeAt, changesBetween } from './changes.ts';
import { withoutKey } from './without-key.ts';

/**
 * Keeps support tables honest, key by key: what is carried or approximated changes the output at the field that the row
 * names, what is dropped changes nothing, and both say so in the account. The fields of a chart are those of kubernetes, which
 * helm.test.ts holds: its files are templates, which have no fields before Helm renders them.
 */
const printing = targets.filter(({ name }) => name !== 'helm');

describe.each(printing.map((target) => [target.name, target] as const))('%s does with', (_, target) => {
  for (const fixture of keyFixtures()) {
    const { key } = fixture;
    const row = rowAt(target.support, key.split('.'));
    const what = row?.kind ?? 'nothing known';
    it(`${key}: ${what}`, () => {
      if (!row) expect.fail(`no row for ${key}`);
      const used = convertFixture(fixture, 'compose.yaml', target);
      const entries = used.account.entries.filter((entry) => concerns(entry, key));
      if (row.kind === 'resolved') return;
      expect(
        entries.map(({ support }) => support.kind),
        'verdicts in the account',
      ).toContain(row.kind);

      const without = convertFixture(fixture, 'without.yaml', target);
      // Where Docker has the data is in no manifest.
      const written = ({ files }: typeof used) => files.filter(({ path }) => !path.endsWith('copy-data.sh'));
      const changes = changesBetween(written(without), written(used));
      if (row.kind === 'dropped') expect(changes).toEqual([]);
      else if (!changeAt(changes, row.field))
        expect.fail(`nothing changes at ${row.field}, but at: ${changes.join('\n  ')}`);
    });
  }
});

it('has a fixture for every key', () => {
  const known = new Set(keyFixtures().map(({ key }) => key));
  const keys: string[] = [];
  const visit = (place: Place): void => {
    if (place.rule) keys.push(place.keyPath);
    for (const inside of [...(place.keys?.values() ?? []), place.named, place.item]) if (inside) visit(inside);
  };
  visit(rootPlace);
  expect(keys).toContain('services.ports.mode');
  expect(keys.filter((key) => !known.has(key))).toEqual([]);
});

/** Short forms have one entry for the whole, long forms may have one per key below. */
const concerns = (entry: LedgerEntry, key: string): boolean =>
  `${entry.key}.`.startsWith(`${key}.`) || `${key}.`.startsWith(`${entry.key}.`);

function convertFixture(
  { key, files }: KeyFixture,
  name: 'compose.yaml' | 'without.yaml',
  target: Target,
): ConversionResult {
  const text = (file: string) => new TextDecoder().decode(files[file]);
  const compose = name === 'compose.yaml' || files[name] ? text(name) : withoutKey(text('compose.yaml'), key);
  const host = memoryHost({
    files: inProject({ ...files, 'compose.yaml': compose }),
    cwd: '/project',
    env: { HOME: '/root' },
  });
  const loaded = loadProject(host);
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const result = convert({ host, loaded, target });
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return result;
}

const inProject = (files: Readonly<Record<string, MemoryEntry>>): Record<string, MemoryEntry> =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`/project/${path}`, content]));
