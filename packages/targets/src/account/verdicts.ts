import type { Severity } from './severity.ts';
import { worseOf } from './severity.ts';
import type { Support } from './support.ts';

/** What a statement with `besides` says. */
export interface Difference {
  readonly difference: string;
  readonly instead?: string;
}

/** One verdict out of several on one path: the worst kind, with the texts of all. */
export function worstOf(all: readonly Support[]): Support {
  const [first] = all;
  if (first?.kind === 'carried' && all.length === 1) return first;
  const verdicts = all.filter((verdict) => verdict.kind !== 'resolved');
  if (first && verdicts.length === 0) return first;
  const dropped = verdicts.filter((verdict) => verdict.kind === 'dropped');
  const approximated = verdicts.filter((verdict) => verdict.kind === 'approximated');
  const fields = joined(
    verdicts.map((verdict) => (verdict.kind === 'dropped' ? undefined : verdict.field)),
    ', ',
  );
  const differences = joined(
    [...dropped.map(({ reason }) => reason), ...approximated.map(({ difference }) => difference)],
    '; ',
  );
  const hints = joined(
    [...dropped, ...approximated].map(({ instead }) => instead),
    '; ',
  );
  const severity = [...dropped, ...approximated].map((one) => one.severity).reduce(worseOf, undefined);
  const instead = given({ instead: hints === '' ? undefined : hints, severity });
  if (dropped.length > 0) return { kind: 'dropped', reason: differences, ...instead };
  if (approximated.length > 0) return { kind: 'approximated', field: fields, difference: differences, ...instead };
  return { kind: 'carried', field: fields };
}

/** What a statement with `besides` adds to a verdict, if it adds anything. */
export function besidesOf(known: Support, more: Difference | undefined): Support | undefined {
  if (more === undefined || known.kind === 'dropped' || known.kind === 'resolved') return undefined;
  // What is carried but for this loses nothing, whatever its key holds.
  const severity: { readonly severity: Severity } | false = known.kind === 'carried' && { severity: 'differs' };
  return { kind: 'approximated', field: known.field, ...more, ...severity };
}

const joined = (texts: readonly (string | undefined)[], by: string): string =>
  [...new Set(texts.filter((text) => text !== undefined))].join(by);

/** What of a verdict is given. */
export const given = ({ instead, severity }: { instead: string | undefined; severity: Severity | undefined }) => ({
  ...(instead === undefined ? {} : { instead }),
  ...(severity === undefined ? {} : { severity }),
});
