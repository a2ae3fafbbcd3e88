import { Report } from '@transpose/core';
import { targetCodes } from '../account/codes.ts';
import { silentLedger } from '../account/ledger.ts';
import type { Conversion } from '../target.ts';

/** A conversion that says nothing: the account is written by another one of the same project. */
export function silentConversion(conversion: Conversion): Conversion {
  return { ...conversion, ledger: silentLedger, report: new Report(targetCodes) };
}
