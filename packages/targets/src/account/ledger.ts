import type { LoadResult, Node, Origin, Path, Span } from '@transpose/core';
import { nodeAt, pathText } from '@transpose/core';
import type { CheckedPath, KeyPath } from './key-path.ts';
import { acceptedIn } from './accepted.ts';
import { addedUses } from './added-uses.ts';
import { PathTable } from './path-table.ts';
import type { Severity } from './severity.ts';
import { severityOf, worseOf } from './severity.ts';
import type { Support, SupportTable } from './support.ts';
import { rowAt } from './support-table.ts';
import type { Use } from './uses.ts';
import { isUse, usesOf } from './uses.ts';
import type { Difference } from './verdicts.ts';
import { besidesOf, given, worstOf } from './verdicts.ts';

/** What became of one use of a key. */
export interface LedgerEntry {
  /** Where in the project: `['services', 'web', 'ports', 0]`. */
  readonly path: Path;
  /** The key's path in the key table, without names and indexes: `services.ports`. */
  readonly key: string;
  readonly support: Support;
  /** What it costs; `cosmetic` where nothing is lost or differs. */
  readonly severity: Severity;
  /** Why the loss or difference is accepted (`x-transpose.accept`). */
  readonly accepted?: string;
  /** What `support` is put together of, where several things differ. */
  readonly parts?: readonly LedgerPart[];
  /** Where it is in the source. */
  readonly origin: Origin;
}

/** One of several differences of a use. */
export interface LedgerPart {
  readonly support: Support;
  readonly severity: Severity;
}

/** A remark that no single key caused: `the namespace allows privileged Pods`. */
export interface LedgerNote {
  readonly message: string;
  readonly path?: Path;
  readonly origin?: Origin;
  readonly severity: Severity;
}

/**
 * Accounts for every key and value that the input uses. A target says what became of a use where that is more exact
 * than its support table; what it says of a path holds for all uses at and below it, the most exact path wins, and of
 * several statements on one path the worst (dropped, approximated, carried, resolved) counts and all texts are kept.
 */
export interface Ledger<Unknown extends Path = Path, Field extends string = string> {
  carried<const P extends Path>(path: P & CheckedPath<P, Unknown>, field: Field): void;
  approximated<const P extends Path>(
    path: P & CheckedPath<P, Unknown>,
    field: Field,
    difference: string,
    instead?: string,
    severity?: Severity,
  ): void;
  dropped<const P extends Path>(
    path: P & CheckedPath<P, Unknown>,
    reason: string,
    instead?: string,
    severity?: Severity,
  ): void;
  /** It says what is so anyway: Docker's own default. */
  resolved<const P extends Path>(path: P & CheckedPath<P, Unknown>, by: string): void;
  /** A difference on top of whatever else becomes of a use: what is carried is approximated then, what is dropped stays so. */
  besides<const P extends Path>(path: P & CheckedPath<P, Unknown>, difference: string, instead?: string): void;
  /** A remark for people; it changes no verdict. */
  note<const P extends Path>(message: string, path?: P & CheckedPath<P, Unknown>, severity?: Severity): void;
}

/** A ledger that takes no path with unknown steps but those that `pathTo` makes: no misspelt key compiles. */
export type CheckedLedger<Field extends string> = Ledger<KeyPath, Field>;

/** A ledger for plans whose account another one keeps, or that nobody asks for. */
export const silentLedger: Ledger = {
  carried() {},
  approximated() {},
  dropped() {},
  resolved() {},
  besides() {},
  note() {},
};

/** The account after the conversion. */
export interface Account {
  /** What became of each use, in source order; uses of one place in the source with one verdict are one entry. */
  readonly entries: readonly LedgerEntry[];
  readonly notes: readonly LedgerNote[];
}

export interface OpenLedger extends Ledger {
  /** Closes the books. */
  account(): Account;
}

/** A ledger for a loaded project: what the target does not speak of has the verdict of its support table. */
export function createLedger(
  loaded: Pick<LoadResult, 'tree' | 'origins' | 'sources'> & Partial<Pick<LoadResult, 'project'>>,
  table: SupportTable,
): OpenLedger {
  const accepted = loaded.project && acceptedIn(loaded.project);
  const statements = new PathTable<Support[]>();
  const differences = new PathTable<Difference>();
  const notes: LedgerNote[] = [];
  const noted = new Map<string, Set<Span | undefined>>();
  const state = (path: Path, verdict: Support): void => {
    const use = nearestUse(loaded.tree, path);
    const known = statements.get(use);
    if (known) known.push(verdict);
    else statements.set(use, [verdict]);
  };
  return {
    carried: (path, field) => state(path, { kind: 'carried', field }),
    approximated: (path, field, difference, instead, severity) =>
      state(path, { kind: 'approximated', field, difference, ...given({ instead, severity }) }),
    dropped: (path, reason, instead, severity) =>
      state(path, { kind: 'dropped', reason, ...given({ instead, severity }) }),
    resolved: (path, by) => state(path, { kind: 'resolved', by }),
    besides(path, difference, instead) {
      const more = { difference, ...(instead === undefined ? {} : { instead }) };
      differences.set(nearestUse(loaded.tree, path), more);
    },
    note(message, path, severity = 'differs') {
      const origin = path && loaded.origins.nearest(path);
      const places = noted.get(message) ?? new Set();
      if (places.has(origin?.span)) return;
      noted.set(message, places.add(origin?.span));
      notes.push({ message, severity, ...(path ? { path } : {}), ...(origin ? { origin } : {}) });
    },
    account() {
      const added = addedUses(loaded);
      const uses = [...(loaded.tree ? usesOf(loaded.tree) : []), ...added];
      const tabled = tabledIn(table);
      const entries = uses.map((use) =>
        entryOf(use, statements.nearest(use.path) ?? tabled(use.key), differences.get(use.path), accepted),
      );
      return {
        entries: inSourceOrder(collapsed(entries), loaded),
        notes: [...notes, ...unheard(statements, loaded, added), ...(accepted?.unused(uses, loaded.origins) ?? [])],
      };
    },
  };
}

/** What became of a use by what was stated of it. */
function entryOf(
  { path, key, origin }: Use,
  stated: readonly Support[],
  difference: Difference | undefined,
  accepted: ReturnType<typeof acceptedIn>,
): LedgerEntry {
  const known = worstOf(stated);
  const more = besidesOf(known, difference);
  if (!more && !stated.some(isDifference))
    return { path, key, support: known, severity: severityOf(key, known), origin };
  const support = more ? worstOf([known, more]) : known;
  const all = more ? [...stated, more] : stated;
  const parts = partsOf(key, all);
  const severity = parts.map((part) => part.severity).reduce(worseOf, undefined) ?? severityOf(key, support);
  const reason = isDifference(support) ? accepted?.reasonAt(path) : undefined;
  return {
    path,
    key,
    support,
    severity,
    ...(reason !== undefined && { accepted: reason }),
    ...(all.length > 1 && parts.length > 0 && { parts }),
    origin,
  };
}

/** What was dropped at a path that is not in the input, such as a name that was derived: it is said all the same. */
function unheard(
  statements: PathTable<readonly Support[]>,
  { tree, origins }: Pick<LoadResult, 'tree' | 'origins'>,
  added: readonly Use[],
): readonly LedgerNote[] {
  return statements.entries().flatMap(([path, supports]) => {
    if (nodeAt(tree, path) !== undefined || added.some((use) => isBelow(use.path, path))) return [];
    const origin = origins.nearest(path);
    return supports.flatMap((support): LedgerNote[] =>
      support.kind === 'dropped'
        ? [{ message: support.reason, severity: 'loses', path, ...(origin && { origin }) }]
        : [],
    );
  });
}

const isDifference = ({ kind }: Support): boolean => kind === 'approximated' || kind === 'dropped';

const isBelow = (above: Path, path: Path): boolean => above.every((step, index) => path[index] === step);

/**
 * A path that leads into a use stands for the use: `image.tag` for the image, `depends_on.db.condition` for the `db` of a
 * short form that only implies the condition.
 */
function nearestUse(tree: Node | undefined, path: Path): Path {
  let node = tree;
  for (const [index, step] of path.entries()) {
    const next = nodeAt(node, [step]);
    if (next && !next.origin.implied) node = next;
    else return node && isUse(node) ? path.slice(0, index) : path;
  }
  return path;
}

/** What a table says of a key. */
function tabledIn(table: SupportTable): (key: string) => readonly [Support] {
  const known = new Map<string, readonly [Support]>();
  return (key) => {
    let found = known.get(key);
    if (!found) {
      const row = rowAt(table, key.split('.'));
      if (!row) throw new Error(`no row in the support table for ${key}`);
      found = [supportOf(row)];
      known.set(key, found);
    }
    return found;
  };
}

/** A row without the rows below it. */
function supportOf(row: Support): Support {
  const { keys: _keys, ...support } = row as Support & { keys?: unknown };
  return support;
}

/** The verdicts on a use that differ in something, each once. */
function partsOf(key: string, stated: readonly Support[]): readonly LedgerPart[] {
  const different = stated.filter(isDifference);
  const unique = new Map(different.map((support) => [JSON.stringify(support), support]));
  return [...unique.values()].map((support) => ({ support, severity: severityOf(key, support) }));
}

/** Makes one entry of those that are at one place of the source under one key's name with one verdict. */
function collapsed(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const found = new Map<string, LedgerEntry>();
  const sources = new Map<unknown, number>();
  for (const entry of entries) {
    const { source, start, end } = entry.origin.span;
    if (!sources.has(source)) sources.set(source, sources.size);
    const [top, name, key] = entry.path;
    const verdict = Object.values(entry.support).join('\0');
    const id = `${sources.get(source)}\0${start}\0${end}\0${top}\0${name}\0${key}\0${verdict}\0${entry.accepted ?? ''}`;
    const known = found.get(id);
    if (!known) found.set(id, entry);
    else found.set(id, { ...known, path: commonPath(known.path, entry.path), key: commonKey(known.key, entry.key) });
  }
  return [...found.values()];
}

function commonPath(a: Path, b: Path): Path {
  const end = a.findIndex((step, index) => step !== b[index]);
  return end < 0 ? a : a.slice(0, end);
}

const commonKey = (a: string, b: string): string => commonPath(a.split('.'), b.split('.')).join('.');

function inSourceOrder(
  entries: readonly LedgerEntry[],
  { sources }: Pick<LoadResult, 'sources'>,
): readonly LedgerEntry[] {
  const rank = new Map(sources.map((source, index) => [source, index]));
  const placed = entries.map((entry) => {
    const { source, start, end } = entry.origin.span;
    return { entry, rank: rank.get(source) ?? sources.length, start, end };
  });
  placed.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.start - b.start ||
      a.end - b.end ||
      (pathText(a.entry.path) < pathText(b.entry.path) ? -1 : 1),
  );
  return placed.map(({ entry }) => entry);
}
