import type { KeyPath } from '../../account/key-path.ts';

/** What Docker has for a claim: a volume of the engine, or a directory or file of its host. */
export interface DataSource {
  readonly kind: 'volume' | 'directory' | 'file';
  /** The volume's real name, or an absolute path. */
  readonly name: string;
  /** The mount that names it. */
  readonly path: KeyPath;
  /** Where it belongs in the claim, the directory of a file; empty: the root of the claim. */
  readonly folder: string;
}

/** Those that no other one holds: a directory brings along what is in it. */
export function outermostSources(sources: readonly DataSource[]): readonly DataSource[] {
  const unique = new Map<string, DataSource>();
  for (const source of sources) {
    const key = `${source.kind} ${source.name}`;
    if (!unique.has(key)) unique.set(key, source);
  }
  const held = heldSources([...unique.values()].filter(({ kind }) => kind !== 'volume'));
  return [...unique.values()].filter((source) => !held.has(source));
}

/** In the order of their paths whatever is in a directory comes right behind it. */
function heldSources(paths: readonly DataSource[]): ReadonlySet<DataSource> {
  const ordered = paths
    .map((source) => ({ source, within: source.name.endsWith('/') ? source.name : `${source.name}/` }))
    .toSorted((a, b) => order(a.within, b.within) || order(a.source.kind, b.source.kind));
  const held = new Set<DataSource>();
  let outer: string | undefined;
  for (const { source, within } of ordered) {
    if (outer !== undefined && within.startsWith(outer)) held.add(source);
    else if (source.kind === 'directory') outer = within;
  }
  return held;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
