import type { Origin } from '@transpose/core';
import { pathText, placeJson, positionOf } from '@transpose/core';
import type { Account, ConversionResult, LedgerEntry, Severity, Support, Wording } from '@transpose/targets';
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

const outcomes: readonly Outcome[] = ['carried', 'approximated', 'lost', 'accepted'];

export const outcomeColours: Readonly<Record<Outcome, 'green' | 'yellow' | 'red'>> = {
  carried: 'green',
  approximated: 'yellow',
  lost: 'red',
  accepted: 'green',
};

/** The differences of the accounts that were asked for: findings and what is accepted read the same. */
const known = new WeakMap<Account, readonly AccountRow[]>();

/** The rows of an account that say what is approximated, lost or accepted, in source order. */
export function differenceRows(account: Account): readonly AccountRow[] {
  const rows = known.get(account) ?? rowsOf(account, 'approximated', 'lost');
  known.set(account, rows);
  return rows;
}

/** The rows of what is carried, which few ask for. */
export const carriedRows = (account: Account): readonly AccountRow[] => rowsOf(account, 'carried');

/**
 * The rows of what has some outcomes, accepted or not. Uses of one line with one fate are one row: the words of a command, a
 * value that several services share by an anchor.
 */
function rowsOf({ entries }: Account, ...wanted: readonly ReturnType<typeof outcomeOf>[]): readonly AccountRow[] {
  const rows = new Map<string, AccountRow & { readonly paths: string[] }>();
  for (const entry of entries) {
    const row = wanted.includes(outcomeOf(entry.support)) ? rowOf(entry) : undefined;
    if (!row) continue;
    const line = row.place.replace(/:\d+$/, '');
    const id = [line, row.outcome, row.field, row.why, row.instead, row.severity, row.accepted].join('\0');
    const same = rows.get(id);
    if (same) same.paths.push(...row.paths);
    else rows.set(id, row);
  }
  return [...rows.values()];
}

function rowOf(entry: LedgerEntry): (AccountRow & { readonly paths: string[] }) | undefined {
  const { path, support, severity, parts = [{ support, severity }], origin, accepted } = entry;
  const fate = fateOf(support);
  if (!fate) return undefined;
  const row = { ...fate, place: placeOf(origin), paths: [pathText(path)], severity };
  if (accepted !== undefined) return { ...row, outcome: 'accepted', accepted, parts: [] };
  const several = parts.flatMap((part) => {
    const one = fateOf(part.support);
    return one ? [{ ...one, severity: part.severity }] : [];
  });
  return { ...row, parts: several };
}

/** What became of a use, in words; undefined for what was resolved before the target came. */
export function fateOf(support: Support): Fate | undefined {
  const outcome = outcomeOf(support);
  return outcome && { outcome, field: 'field' in support ? support.field : '', ...wordingOf(support) };
}

function outcomeOf({ kind }: Support): Exclude<Outcome, 'accepted'> | undefined {
  switch (kind) {
    case 'carried':
    case 'approximated':
      return kind;
    case 'dropped':
      return 'lost';
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

/** How many uses have which outcome; what is accepted is told where there is any. */
export type Totals = Readonly<Partial<Record<Outcome, number>>>;

export function totalsOf({ entries }: Account): Totals {
  const counts = { carried: 0, approximated: 0, lost: 0, accepted: 0 };
  for (const { support, accepted } of entries) {
    const outcome = outcomeOf(support);
    if (outcome) counts[accepted === undefined ? outcome : 'accepted'] += 1;
  }
  const { accepted, ...others } = counts;
  return accepted > 0 ? counts : others;
}

/** `12 carried, 3 approximated, 1 lost` */
export const totalsText = (counts: Totals): string =>
  outcomes.flatMap((outcome) => (counts[outcome] === undefined ? [] : `${counts[outcome]} ${outcome}`)).join(', ');

export const totals = (account: Account): string => totalsText(totalsOf(account));

/** An account for machines. */
export function accountData(account: Account) {
  return {
    totals: totalsOf(account),
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
export function strictFinds(result: Pick<ConversionResult, 'account'>, strict: 'lost' | 'all' | undefined): boolean {
  if (strict === undefined) return false;
  const { lost = 0, approximated = 0 } = totalsOf(result.account);
  return lost > 0 || (strict === 'all' && approximated > 0);
}
