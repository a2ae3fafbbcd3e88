import type { Origin, Path } from '@transpose/core';
import type { Support } from './support.ts';

/** What became of one use of a key. */
export interface LedgerEntry {
  /** Where in the project: `['services', 'web', 'ports', 0]`. */
  readonly path: Path;
  /** The key's path in the key table, without names and indexes: `services.ports`. */
  readonly key: string;
  readonly support: Support;
  /** Where it stands in the source. */
  readonly origin: Origin;
}

/** A remark that no single key caused: `the namespace allows privileged Pods`. */
export interface LedgerNote {
  readonly message: string;
  readonly path?: Path;
  readonly origin?: Origin;
}

/**
 * Accounts for every key and value that the input uses. A target says what became of a use where that is more exact
 * than its support table; what it says of a path holds for all uses at and below it, the most exact path wins, and of
 * several statements on one path the worst (dropped, approximated, carried) counts and all texts are kept.
 */
export interface Ledger {
  carried(path: Path, field: string): void;
  approximated(path: Path, field: string, difference: string, instead?: string): void;
  dropped(path: Path, reason: string, instead?: string): void;
  /** A remark for people; it changes no verdict. */
  note(message: string, path?: Path): void;
}
