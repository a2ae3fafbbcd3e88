import { pathText } from '@transpose/core';
import type { Ledger } from '../account/ledger.ts';

/** A ledger that keeps what it is told as lines: `dropped services.web.user: …`. */
export function testLedger(): Ledger & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  return {
    lines,
    carried: (path, field) => lines.push(`carried ${pathText(path)}: ${field}`),
    approximated: (path, _field, difference) => lines.push(`approximated ${pathText(path)}: ${difference}`),
    dropped: (path, reason) => lines.push(`dropped ${pathText(path)}: ${reason}`),
    resolved: (path, by) => lines.push(`resolved ${pathText(path)}: ${by}`),
    besides: (path, difference) => lines.push(`besides ${pathText(path)}: ${difference}`),
    note: (message, path, severity) =>
      lines.push(`${severity === 'breaks' ? 'breaks' : 'note'} ${path ? pathText(path) : ''}: ${message}`),
  };
}
