import { Report } from '@transpose/core';
import { targetCodes } from '../codes.ts';
import type { Ledger } from '../ledger.ts';
import type { Conversion } from '../target.ts';

/** A conversion that says nothing: the account is written by another one of the same project. */
export function silentConversion(conversion: Conversion): Conversion {
  const ledger: Ledger = {
    carried() {},
    approximated() {},
    dropped() {},
    resolved() {},
    besides() {},
    note() {},
  };
  return { ...conversion, ledger, report: new Report(targetCodes) };
}
