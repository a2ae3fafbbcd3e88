import { createHash } from 'node:crypto';
import type { Diagnostic } from '@transpose/core';
import { diagnosticJson } from '@transpose/core';
import type { Account, Severity } from '@transpose/targets';
import { accountData } from './account.ts';

/** A finding in the form that GitLab shows beside a merge request. Source: GitLab documentation, "Code Quality". */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  /** The same for the same finding in another run, so that GitLab knows what is new. */
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const ofDiagnostics: Readonly<Record<string, Issue['severity']>> = { error: 'blocker', warning: 'major' };
const ofAccount: Readonly<Record<Severity, Issue['severity']>> = {
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
  const issue = (
    name: string,
    severity: Issue['severity'],
    description: string,
    { file, line = 1, path = '' }: { readonly file?: string; readonly line?: number; readonly path?: string },
  ): readonly Issue[] => {
    if (file === undefined) return [];
    // Lines move: the path in the project, and a number where one says the same several times, tell findings apart.
    const id = JSON.stringify([name, pathOf(file), path, description]);
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    const fingerprint = createHash('sha256').update(`${id}${times}`).digest('hex').slice(0, 40);
    return [
      {
        description,
        check_name: name,
        fingerprint,
        severity,
        location: { path: pathOf(file), lines: { begin: line } },
      },
    ];
  };
  const { uses, notes } = account ? accountData(account) : { uses: [], notes: [] };
  return [
    ...diagnostics.map(diagnosticJson).flatMap((one) => {
      const text = one.hint === undefined ? one.message : `${one.message} (${one.hint})`;
      return issue(one.code, ofDiagnostics[one.severity] ?? 'info', text, one);
    }),
    ...notes.flatMap((note) =>
      note.severity === 'breaks' ? issue('breaks', ofAccount.breaks, note.message, note) : [],
    ),
    ...uses.flatMap((use) => {
      if (use.severity === undefined) return [];
      const text = [use.why, use.instead].filter((part) => part !== undefined).join(' -> ');
      return issue(use.outcome, ofAccount[use.severity], `${use.path}: ${text}`, use);
    }),
  ];
}
