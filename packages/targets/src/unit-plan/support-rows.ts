import { grouped } from '../shared/grouped.ts';
import type { Support, SupportTable } from '../account/support.ts';
import type { SupportRow } from '../account/support-table.ts';

/**
 * A support table like another one: each row is mapped, then some are replaced, by the paths of their keys
 * (`services.deploy.replicas`); a row that is replaced keeps those below it. Where the
 * other one has a single row for a key with keys of its own, rows for all of those may be given.
 */
export function supportLike<Field extends string>(
  table: SupportTable<Field>,
  map: (row: Support<Field>) => Support,
  rows: Readonly<Record<string, Support>>,
): SupportTable {
  const unused = new Set(Object.keys(rows));
  const walk = (level: Readonly<Record<string, SupportRow>>, path: string): Record<string, SupportRow> =>
    Object.fromEntries(
      Object.entries(level).map(([name, { keys, ...row }]) => {
        const at = path === '' ? name : `${path}.${name}`;
        unused.delete(at);
        const below = keys ? walk(keys, at) : rowsBelow(at);
        return [name, { ...(rows[at] ?? map(row as Support<Field>)), ...(below ? { keys: below } : {}) }];
      }),
    );
  const byParent = grouped(Object.entries(rows), ([at]) => at.slice(0, at.lastIndexOf('.')));
  const rowsBelow = (path: string): Record<string, SupportRow> | undefined => {
    const found = byParent.get(path);
    if (!found) return undefined;
    for (const [at] of found) unused.delete(at);
    return Object.fromEntries(found.map(([at, row]) => [at.slice(path.length + 1), row]));
  };
  const made = walk(table as Readonly<Record<string, SupportRow>>, '');
  if (unused.size > 0) throw new Error(`no such keys: ${[...unused].join(', ')}`);
  return made as unknown as SupportTable;
}
