import type { Diagnostic, DiagnosticJson, PlaceJson } from '@transpose/core';
import { diagnosticJson } from '@transpose/core';
import type { Account, Severity } from '@transpose/targets';
import { accountData } from './account.ts';

/** An entry of the logs that services show beside the source: a problem, or what is lost or differs. */
export interface LogEntry extends Partial<PlaceJson> {
  /** The code of a diagnostic, or what became of a use. */
  readonly rule: string;
  readonly severity: Diagnostic['severity'] | Severity;
  readonly text: string;
  /** `services.web.ports[0]` */
  readonly path?: string;
  readonly related?: DiagnosticJson['related'];
}

/** All that such a log tells: diagnostics, remarks on what does not start, uses that are lost or approximated. */
export function logEntries(diagnostics: readonly Diagnostic[], account: Account | undefined): readonly LogEntry[] {
  const { uses, notes } = account ? accountData(account) : { uses: [], notes: [] };
  return [
    ...diagnostics.map((diagnostic): LogEntry => {
      const { code, message, hint, ...rest } = diagnosticJson(diagnostic);
      const text = hint === undefined ? message : `${message} (${hint})`;
      return { ...rest, rule: code, severity: diagnostic.severity, text };
    }),
    ...notes.flatMap(({ message, severity, ...rest }): readonly LogEntry[] =>
      severity === 'breaks' ? [{ ...rest, rule: 'breaks', severity, text: message }] : [],
    ),
    ...uses.flatMap(({ outcome, severity, why, instead, ...rest }): readonly LogEntry[] => {
      if (severity === undefined || outcome === 'accepted') return [];
      const text = [why, instead].filter((part) => part !== undefined).join(' -> ');
      return [{ ...rest, rule: outcome, severity, text: `${rest.path}: ${text}` }];
    }),
  ];
}
