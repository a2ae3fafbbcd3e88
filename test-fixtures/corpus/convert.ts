import { loadProject, memoryHost } from '@transpose/core';
import type { Support, Target } from '@transpose/targets';
import { convert, targets } from '@transpose/targets';
import { loadOptionsOf } from './arguments.ts';
import type { Case } from './case.ts';

/** What became of the uses of keys, as counts by kind. */
export type Totals = Record<Support['kind'], number>;

/** What a target did with the projects of a corpus. */
export interface ConversionTally {
  readonly target: Target;
  readonly totals: Totals;
  /** By case: why it could not be converted. */
  readonly failures: Map<string, string>;
  converted: number;
}

export const newTallies = (): readonly ConversionTally[] =>
  targets.map((target) => ({
    target,
    totals: { carried: 0, approximated: 0, dropped: 0, resolved: 0 },
    failures: new Map(),
    converted: 0,
  }));

/** Converts a case that must load to every target, and counts. */
export function convertCase(item: Case, tallies: readonly ConversionTally[]): void {
  const host = memoryHost({ files: item.files, cwd: item.cwd, env: item.env, stdin: item.stdin ?? '' });
  const loaded = loadProject(host, loadOptionsOf(item));
  if (!loaded.project) return;
  for (const tally of tallies) {
    try {
      const { files, account, diagnostics } = convert({ host, loaded, target: tally.target });
      const error = diagnostics.find(({ severity }) => severity === 'error');
      if (error) tally.failures.set(item.id, error.message);
      else if (files.length === 0) tally.failures.set(item.id, 'no files');
      else tally.converted += 1;
      for (const { support } of account.entries) tally.totals[support.kind] += 1;
    } catch (thrown) {
      const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      tally.failures.set(item.id, `thrown: ${error.split('\n').slice(0, 3).join(' ')}`);
    }
  }
}
