import { createHash } from 'node:crypto';
import type { Diagnostic } from '@transpose/core';
import type { Account } from '@transpose/targets';
import type { LogEntry } from './log-entries.ts';
import { logEntries } from './log-entries.ts';

/** A finding in the form that GitLab shows beside a merge request. Source: GitLab documentation, "Code Quality". */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  /** The same for the same finding in another run, so that GitLab knows what is new. */
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const severities: Readonly<Record<LogEntry['severity'], Issue['severity']>> = {
  error: 'blocker',
  warning: 'major',
  note: 'info',
  breaks: 'critical',
  loses: 'major',
  differs: 'minor',
  cosmetic: 'info',
};

/** Diagnostics, and what an account says is lost or differs, as issues for GitLab; what has no place in a file is left out. */
export function codeQuality(
  diagnostics: readonly Diagnostic[],
  account: Account | undefined,
  pathOf: (file: string) => string,
): readonly Issue[] {
  const seen = new Map<string, number>();
  return logEntries(diagnostics, account).flatMap(({ rule, severity, text, path = '', file, line = 1 }) => {
    if (file === undefined) return [];
    // Lines move: the path in the project, and a number where one says the same several times, tell findings apart.
    const id = JSON.stringify([rule, pathOf(file), path, text]);
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return [
      {
        description: text,
        check_name: rule,
        fingerprint: createHash('sha256').update(`${id}${times}`).digest('hex').slice(0, 40),
        severity: severities[severity],
        location: { path: pathOf(file), lines: { begin: line } },
      },
    ];
  });
}
