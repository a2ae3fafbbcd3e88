import type { ComposeKeys } from '@transpose/core';
import type { Support, SupportTable } from './account/support.ts';
import { dropped, resolved } from './account/support.ts';
import type { OutputFile, Target, TargetOption } from './target.ts';

/** Rows of some keys; of the others the nearest row above counts. */
type RowsOfSome<K> = {
  readonly [P in keyof K]?: K[P] extends true
    ? Support
    : Support | (Partial<Support> & { readonly keys: RowsOfSome<K[P]> });
};

/** What a target does with the keys that it knows. A misspelt key does not compile. */
export type KnownSupport = RowsOfSome<ComposeKeys>;

/** A target as its author writes it: what is left out has a default. */
export interface TargetDefinition<
  Options extends readonly TargetOption[] = readonly TargetOption[],
  File extends OutputFile = OutputFile,
> extends Omit<Target<Options, File>, 'options' | 'support'> {
  /** None when left out. */
  readonly options?: Options;
  /**
   * Rows of the keys that the target knows: `{ services: { keys: { image: carried('image') } } }`. A key without a row is
   * lost, and the account says so; a use of it that `emit` states in the ledger is what the statement says.
   */
  readonly support?: KnownSupport;
}

/**
 * A target of one's own, for `-t ./FILE`, `-t package:NAME` or `convert`. It is what the built-in targets are, but for the
 * support table, which needs only the rows of the keys that it knows.
 */
export function defineTarget<
  const Options extends readonly TargetOption[] = readonly [],
  File extends OutputFile = OutputFile,
>(definition: TargetDefinition<Options, File>): Target<Options, File> {
  const { options = [] as unknown as Options, support = {}, ...rest } = definition;
  return { ...rest, options, support: fullTable(support, dropped(`${definition.name} has no place for it`)) };
}

/** A table with a row for every key: those that are given, and one for all others. */
export function fullTable(known: KnownSupport, others: Support): SupportTable {
  const used = resolved('the loader');
  const rows: PartialRows = known;
  const services = rows['services'];
  const all: PartialRows = {
    ...rowsFor(['networks', 'volumes', 'secrets', 'configs', 'models'], others),
    ...rowsFor(['version', 'name', 'include'], used),
    ...rows,
    services: {
      ...services,
      keys: { ...rowsFor(['extends', 'profiles', 'env_file', 'label_file'], used), ...services?.keys },
    },
  };
  return filled(all, others) as unknown as SupportTable;
}

type PartialRow = Partial<Support> & { readonly keys?: PartialRows };
type PartialRows = Readonly<Record<string, PartialRow>>;

const rowsFor = (keys: readonly string[], row: Support): PartialRows =>
  Object.fromEntries(keys.map((key) => [key, row]));

/** Rows that say something: a row that has only keys says what the row above it does. What is not a row's is kept for who checks it. */
function filled(rows: PartialRows, above: Support): PartialRows {
  return Object.fromEntries(
    Object.entries(rows).map(([key, { keys, ...own }]) => {
      const row = { ...(own.kind === undefined && above), ...own } as Support;
      return [key, keys === undefined ? row : { ...row, keys: filled(keys, row) }];
    }),
  );
}
