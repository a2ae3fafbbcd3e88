import type { Converted } from '../conversion.ts';
import { reportOf } from '../output/report-files.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Totals } from '../print/account.ts';
import { totalsOf } from '../print/account.ts';
import type { codeQuality } from '../print/code-quality.ts';
import type { Finding } from '../print/findings.ts';
import { findings } from '../print/findings.ts';
import { maskedData } from '../print/masked-surroundings.ts';
import type { sarifLog } from '../print/sarif.ts';
import type { ReportFile, Reports } from '../report-option.ts';
import type { Surroundings } from '../surroundings.ts';

/** What became of a project, as plain data that goes from one thread to another; secrets are masked in all of it. */
export interface Outcome {
  /** The directory of the project, as people read it. */
  readonly project: string;
  readonly code: ExitCode;
  /** Whether nothing came out: errors in the input, or nothing could be written. */
  readonly failed: boolean;
  /** For standard output and standard error. */
  readonly out: string;
  readonly err: string;
  readonly findings: readonly Finding[];
  readonly totals: Totals;
  /** How many files were written, were there already, and were removed. */
  readonly files?: Readonly<Record<'written' | 'unchanged' | 'removed', number>>;
  /** What the asked-for reports say of it. */
  readonly reports: ProjectReports;
}

/** By forms; only those that are asked for. */
export interface ProjectReports {
  readonly json?: object;
  readonly sarif?: ReturnType<typeof sarifLog>;
  readonly gitlab?: ReturnType<typeof codeQuality>;
  readonly md?: string;
}

/** The forms of reports that a command line asks for. */
export function formsOf({
  report,
  reportFiles = [],
}: {
  report?: Reports['form'];
  reportFiles?: readonly ReportFile[];
}) {
  const forms = new Set(reportFiles.map(({ form }) => form));
  return report === undefined || report === 'text' ? forms : forms.add(report);
}

/** The part of an outcome that the conversion itself gives. `told`: with the masks of the project. */
export function outcomeOf(
  told: Surroundings,
  project: string,
  converted: Converted,
  forms: ReadonlySet<ReportFile['form']>,
  obstacles: readonly string[] = [],
): Pick<Outcome, 'project' | 'failed' | 'findings' | 'totals' | 'reports'> {
  const account = converted.failed ? undefined : converted.result?.account;
  const reports = [...forms].map((form) => [form, reportOf(told, form, converted, obstacles)] as const);
  // A remark on the whole has no place but the project.
  const found = account ? findings(account) : [];
  const placed = found.map((one) => (one.places.length > 0 ? one : { ...one, places: [project] }));
  return {
    project,
    failed: converted.failed || obstacles.length > 0,
    findings: maskedData(told, placed),
    totals: account ? totalsOf(account) : {},
    reports: Object.fromEntries(reports),
  };
}
