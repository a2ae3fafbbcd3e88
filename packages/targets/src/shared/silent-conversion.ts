import { Report } from '@transpose/core';
import { targetCodes } from '../codes.ts';
import { silentLedger } from '../ledger.ts';
import type { Conversion } from '../target.ts';

/** A conversion that says nothing: the account is written by another one of the same project. */
export function silentConversion(conversion: Conversion): Conversion {
  return { ...conversion, ledger: silentLedger, report: new Report(targetCodes) };
}
