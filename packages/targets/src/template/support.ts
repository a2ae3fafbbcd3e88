import { commandLineSupport } from '../container-plan/support/support.ts';
import type { Support, SupportTable } from '../account/support.ts';
import { dropped } from '../account/support.ts';

/** Keys that the loader has used up. */
const before = new Set(['version', 'include', 'extends', 'profiles', 'env_file', 'label_file', 'pull_refresh_after']);

let table: SupportTable | undefined;

/**
 * What becomes of a key that no template reads: it is lost, unless it has done its work before (`extends`, `profiles`).
 * The keys are those of the container plan's table, which the compiler keeps complete.
 */
export const support = (): SupportTable =>
  (table ??= unread(commandLineSupport() as unknown as Rows) as unknown as SupportTable);

type Row = Support & { readonly keys?: Rows };
type Rows = Readonly<Record<string, Row>>;

function unread(rows: Rows): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]): [string, Row] => {
      const resolved = row.kind === 'resolved' && before.has(name);
      const verdict: Support = resolved
        ? row
        : dropped('No template reads it.', 'read it in a template, where the format has a word for it');
      return [name, row.keys ? { ...verdict, keys: unread(row.keys) } : verdict];
    }),
  );
}
