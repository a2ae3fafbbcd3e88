import type { Origin } from '@transpose/core';
import { pathText, placeJson, positionOf } from '@transpose/core';
import type { Account, LedgerEntry, Severity, Support, Wording } from '@transpose/targets';
import { phrase, wordingOf } from '@transpose/targets';

export type Outcome = 'carried' | 'approximated' | 'lost' | 'accepted';

/** What became of a use, in words. */
export interface Fate extends Wording {
  readonly outcome: Outcome;
  /** Where it is in the output; empty when lost. */
  readonly field: string;
}

/** A line of an account: what became of something at one place of the source. */
export interface AccountRow extends Fate {
  /** `compose.yaml:12:5` */
  readonly place: string;
  /** `services.web.ports[0]` */
  readonly paths: readonly string[];
  readonly severity: Severity;
  /** Why the difference is accepted. */
  readonly accepted?: string;
  /** What it is put together of: itself, or several differences. */
  readonly parts: readonly (Fate & { readonly severity: Severity })[];
}

/** What is accepted is told where there is any. */
const outcomes: readonly Outcome[] = ['carried', 'approximated', 'lost', 'accepted'];
const told = (rows: readonly AccountRow[]) =>
  outcomes.filter((outcome) => outcome !== 'accepted' || countOf(rows, outcome) > 0);

export const outcomeColours: Readonly<Record<Outcome, 'green' | 'yellow' | 'red'>> = {
  carried: 'green',
  approximated: 'yellow',
  lost: 'red',
  accepted: 'green',
};

/** The rows of the accounts that were asked for: findings, summary and totals read the same. */
const known = new WeakMap<Account, readonly AccountRow[]>();

/**
 * The rows of an account in source order; what was resolved before the target came is left out. Uses of one line with
 * one fate are one row: the words of a command, a value that several services share by an anchor.
 */
export function accountRows(account: Account): readonly AccountRow[] {
  const rows = known.get(account) ?? joinedRows(account);
  known.set(account, rows);
  return rows;
}

function joinedRows({ entries }: Account): readonly AccountRow[] {
  const rows = new Map<string, AccountRow & { readonly paths: string[] }>();
  for (const entry of entries) {
    const row = rowOf(entry);
    if (!row) continue;
    const line = row.place.replace(/:\d+$/, '');
    const id = JSON.stringify([line, row.outcome, row.field, row.why, row.instead, row.severity, row.accepted]);
    const same = rows.get(id);
    if (same) same.paths.push(...row.paths);
    else rows.set(id, { ...row, paths: [...row.paths] });
  }
  return [...rows.values()];
}

function rowOf({ path, support, severity, parts, origin, accepted }: LedgerEntry): AccountRow | undefined {
  const fate = fateOf(support);
  if (!fate) return undefined;
  const several = (parts ?? [{ support, severity }]).flatMap((part) => {
    const one = fateOf(part.support);
    return one ? [{ ...one, severity: part.severity }] : [];
  });
  if (accepted !== undefined)
    return {
      ...fate,
      outcome: 'accepted',
      accepted,
      place: placeOf(origin),
      paths: [pathText(path)],
      severity,
      parts: [],
    };
  return { ...fate, place: placeOf(origin), paths: [pathText(path)], severity, parts: several };
}

/** What became of a use, in words; undefined for what was resolved before the target came. */
export function fateOf(support: Support): Fate | undefined {
  const words = wordingOf(support);
  switch (support.kind) {
    case 'carried':
      return { outcome: 'carried', field: support.field, ...words };
    case 'approximated':
      return { outcome: 'approximated', field: support.field, ...words };
    case 'dropped':
      return { outcome: 'lost', field: '', ...words };
    case 'resolved':
      return undefined;
  }
}

/** Where a value is: its key, where it has one. */
export function placeOf({ key, span }: Origin): string {
  const { source, start } = key ?? span;
  const { line, column } = positionOf(source, start);
  return `${source.file}:${line}:${column}`;
}

/** How many uses have an outcome. */
const countOf = (rows: readonly AccountRow[], outcome: Outcome): number =>
  rows.reduce((sum, row) => sum + (row.outcome === outcome ? row.paths.length : 0), 0);

/** How many uses have which outcome. */
export type Totals = Readonly<Partial<Record<Outcome, number>>>;

export const totalsOf = (rows: readonly AccountRow[]): Totals =>
  Object.fromEntries(told(rows).map((outcome) => [outcome, countOf(rows, outcome)]));

/** `12 carried, 3 approximated, 1 lost` */
export const totalsText = (counts: Totals): string =>
  Object.entries(counts)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');

export const totals = (rows: readonly AccountRow[]): string => totalsText(totalsOf(rows));

/** An account for machines. */
export function accountData(account: Account) {
  const rows = accountRows(account);
  return {
    totals: totalsOf(rows),
    uses: account.entries.flatMap((entry) => {
      const row = rowOf(entry);
      if (!row) return [];
      const { outcome, severity, field, why, instead, accepted } = row;
      return [
        {
          outcome,
          ...(outcome === 'carried' ? {} : { severity }),
          path: pathText(entry.path),
          key: entry.key,
          ...placeJson(entry.origin.key ?? entry.origin.span),
          ...(field === '' ? {} : { field }),
          ...(why === '' ? {} : { why }),
          ...(instead === '' ? {} : { instead }),
          ...(accepted === undefined ? {} : { accepted }),
        },
      ];
    }),
    notes: account.notes.map(({ message, path, origin, severity }) => ({
      message: phrase(message),
      severity,
      ...(path ? { path: pathText(path) } : {}),
      ...(origin ? placeJson(origin.key ?? origin.span) : {}),
    })),
  };
}

/** Whether `--strict` finds something: what is lost, and with `all` what is approximated too. */
export function strictFinds(account: Account, strict: 'lost' | 'all' | undefined): boolean {
  if (strict === undefined) return false;
  const rows = accountRows(account);
  return countOf(rows, 'lost') > 0 || (strict === 'all' && countOf(rows, 'approximated') > 0);
}
