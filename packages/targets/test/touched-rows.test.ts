import { keyPathOf, loadProject, memoryHost, rootPlace } from '@transpose/core';
import { convert, rowsOf, targets } from '@transpose/targets';
import type { SupportTable } from '@transpose/targets';
import { expect, it, vi } from 'vitest';

const text = `
services:
  web:
    image: nginx:1.27
    ports: ["8080:80"]
    environment: { MODE: fast }
    depends_on: [db]
  db: { image: postgres:16, volumes: ["data:/var/lib/postgresql/data"] }
volumes: { data: {} }
`;
const host = memoryHost({ cwd: '/p', files: { '/p/compose.yaml': text } });

/** A support table that notes the paths of the rows that are read. */
function noting<T extends object>(rows: T, seen: Set<string>, above: readonly string[] = []): T {
  return new Proxy(rows, {
    get(all, name, receiver) {
      const row: unknown = Reflect.get(all, name, receiver);
      if (typeof name !== 'string' || typeof row !== 'object' || row === null) return row;
      const path = [...above, name];
      seen.add(path.join('.'));
      const below = 'keys' in row && typeof row.keys === 'object' && row.keys ? row.keys : undefined;
      return below ? { ...row, keys: noting(below, seen, path) } : row;
    },
  });
}

it.each(targets.map((target) => [target.name, target] as const))(
  'a conversion to %s reads the rows of the keys that the project has',
  (_, target) => {
    const seen = new Set<string>();
    const support: SupportTable = noting(target.support, seen);
    const loaded = loadProject(host);
    const { account, files } = convert({ host, loaded, target: { ...target, support } });
    expect(files).not.toEqual([]);
    // A short form is one entry of the account, and each of the keys that it stands for has a row.
    const keys = account.entries.map(({ path }) => `${keyPathOf(path)}.`);
    expect([...seen].filter((row) => !keys.some((key) => key.startsWith(`${row}.`) || row.startsWith(key)))).toEqual(
      [],
    );
    expect(seen.size).toBeGreaterThan(4);
    expect(seen.size).toBeLessThan(rowsOf(target.support).length / 10);
  },
);

it('a load and a conversion make the places of the keys that they meet, not all of the key table', () => {
  const asked = vi.spyOn(Object.getPrototypeOf(rootPlace) as typeof rootPlace, 'key');
  const loaded = loadProject(host);
  for (const target of targets) convert({ host, loaded, target });
  const made = new Set(asked.mock.results.flatMap(({ value }) => (value === undefined ? [] : [value])));
  asked.mockRestore();
  expect(made.size).toBeGreaterThan(10);
  expect(made.size).toBeLessThan(60);
});
