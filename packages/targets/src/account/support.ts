import type { ComposeKeys } from '@transpose/core';
import type { Severity } from './severity.ts';

export interface Carried<Field extends string = string> {
  readonly kind: 'carried';
  readonly field: Field;
}

export interface Approximated<Field extends string = string> {
  readonly kind: 'approximated';
  readonly field: Field;
  readonly difference: string;
  readonly instead?: string;
  readonly severity?: Severity;
}

export interface Dropped {
  readonly kind: 'dropped';
  readonly reason: string;
  readonly instead?: string;
  readonly severity?: Severity;
}

export interface Resolved {
  readonly kind: 'resolved';
  readonly by: string;
}

/** What a target does with a key, in general. A plan says more exactly what becomes of one use (`Ledger`). */
export type Support<Field extends string = string> = Carried<Field> | Approximated<Field> | Dropped | Resolved;

/** The key arrives whole; `field` names where in the output: `Deployment.spec.replicas`, `--hostname`. */
export const carried = (field: string): Carried => ({ kind: 'carried', field });

/** The key arrives, and `difference` says what behaves differently; `instead`: what to do about it, in the imperative. */
export const approximated = (field: string, difference: string, instead?: string): Approximated => ({
  kind: 'approximated',
  field,
  difference,
  ...(instead === undefined ? {} : { instead }),
});

/** The key does not arrive: why, and what to do instead, in the imperative. */
export const dropped = (reason: string, instead?: string): Dropped => ({
  kind: 'dropped',
  reason,
  ...(instead === undefined ? {} : { instead }),
});

/** The key did its work before the target came (`extends`, `profiles`) or has no meaning at run time. Never reported. */
export const resolved = (by: string): Resolved => ({ kind: 'resolved', by });

/**
 * A row per Compose key. A key that has keys of its own takes either one row for all of them, or a row with `keys`
 * that has a row for each. A key that is added to the key table does not compile until it has a row here.
 */
export type SupportRows<K, Field extends string = string> = {
  readonly [P in keyof K]-?: K[P] extends true
    ? Support<Field>
    : Support<Field> | (Support<Field> & { readonly keys: SupportRows<K[P], Field> });
};

export type SupportTable<Field extends string = string> = SupportRows<ComposeKeys, Field>;
