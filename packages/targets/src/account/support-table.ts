import type { Support, SupportTable } from './support.ts';

/** A row of a support table as every reader of it sees it. */
export type SupportRow = Support & { readonly keys?: Readonly<Record<string, SupportRow>> };

/**
 * What a target does with a key in general: the row of its path (`['services', 'ports', 'mode']`), else of the nearest
 * key around it that has one. Undefined: the table has no row for the first key.
 */
export function rowAt(table: SupportTable, key: readonly string[]): Support | undefined {
  let rows: Readonly<Record<string, SupportRow>> | undefined = table as Readonly<Record<string, SupportRow>>;
  let found: SupportRow | undefined;
  for (const name of key) {
    const row: SupportRow | undefined = rows && Object.hasOwn(rows, name) ? rows[name] : undefined;
    if (!row) break;
    found = row;
    rows = row.keys;
  }
  return found;
}

/** All rows of a table with the paths of their keys, parents first. */
export function rowsOf(table: SupportTable): readonly { readonly key: readonly string[]; readonly row: SupportRow }[] {
  const below = (
    rows: Readonly<Record<string, SupportRow>>,
    key: readonly string[],
  ): { key: string[]; row: SupportRow }[] =>
    Object.entries(rows).flatMap(([name, row]) => [
      { key: [...key, name], row },
      ...(row.keys ? below(row.keys, [...key, name]) : []),
    ]);
  return below(table as Readonly<Record<string, SupportRow>>, []);
}
