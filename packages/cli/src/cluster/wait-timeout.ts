import { parseSeconds } from '@transpose/core';
import { UsageError } from '../usage-error.ts';
import type { WaitingOptions } from './cluster-options.ts';

/** Milliseconds; 0 with `--no-wait`. */
export function timeoutOf({ wait, waitTimeout = '5m' }: WaitingOptions): number {
  if (wait === false) return 0;
  // As for `docker compose up`, a number is seconds.
  const seconds = /^\d{1,9}$/.test(waitTimeout) ? Number(waitTimeout) : parseSeconds(waitTimeout);
  if (seconds === undefined) throw new UsageError(`--wait-timeout ${waitTimeout}: write a duration as 90s or 5m`);
  return seconds * 1000;
}
