import type { Healthcheck } from '@transpose/core';
import type { KeyPath } from '../account/key-path.ts';
import { pathTo } from '../account/key-path.ts';
import type { CheckedLedger } from '../account/ledger.ts';

/** Whether a service says that it has no healthcheck, not even that of its image. */
export const isDisabled = (check: Healthcheck | undefined): boolean =>
  check?.disable === true || check?.test?.[0] === 'NONE';

/** Says that the other keys of a disabled healthcheck have no effect. */
export function reportDisabled(
  check: Healthcheck,
  path: KeyPath,
  ledger: Pick<CheckedLedger<never>, 'resolved'>,
): void {
  const { test, interval, timeout, retries, start_period, start_interval } = check;
  const others = { interval, timeout, retries, start_period, start_interval, ...(check.disable && { test }) };
  for (const [key, value] of Object.entries(others))
    if (value !== undefined) ledger.resolved(pathTo([...path, key]), 'the healthcheck is disabled');
}
