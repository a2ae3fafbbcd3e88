import type { Finding } from '../print/findings.ts';
import type { Outcome as UseOutcome, Totals } from '../print/account.ts';
import type { ReportFile } from '../report-option.ts';
import type { Outcome, ProjectReports } from './outcome.ts';

/** The report on all projects in a form: what those of the projects say, as one document. */
export function joinedReport(form: ReportFile['form'], outcomes: readonly Outcome[]): unknown {
  const all = <Form extends keyof ProjectReports>(one: Form) =>
    outcomes.flatMap(({ reports }): readonly NonNullable<ProjectReports[Form]>[] => {
      const report = reports[one];
      return report === undefined ? [] : [report];
    });
  switch (form) {
    case 'json':
      return {
        totals: joinedTotals(outcomes),
        projects: outcomes.map(({ project, code, reports }) => ({ project, code, ...reports.json })),
      };
    case 'sarif':
      return joinedSarif(all('sarif'));
    case 'gitlab':
      return [...new Map(all('gitlab').flatMap((issues) => issues.map((one) => [one.fingerprint, one]))).values()];
    case 'md':
      return outcomes
        .map(({ project, reports }) => (reports.md ?? '').replace(/^### Transpose/, `### \`${project}\`: Transpose`))
        .join('\n');
  }
}

/** Services that take SARIF want one run of a tool. */
function joinedSarif(logs: readonly NonNullable<ProjectReports['sarif']>[]): unknown {
  const runs = logs.flatMap((log) => log.runs);
  const [first] = runs;
  if (!first) return undefined;
  const rules = new Map(runs.flatMap(({ tool }) => tool.driver.rules.map((rule) => [rule.id, rule])));
  const sorted = [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const invocation = {
    executionSuccessful: runs.every(({ invocations }) => invocations.every((one) => one.executionSuccessful)),
    toolExecutionNotifications: runs.flatMap(({ invocations }) =>
      invocations.flatMap((one) => one.toolExecutionNotifications),
    ),
  };
  return {
    ...logs[0],
    runs: [
      {
        ...first,
        tool: { driver: { ...first.tool.driver, rules: sorted } },
        invocations: [invocation],
        results: runs.flatMap(({ results }) => results),
      },
    ],
  };
}

/** Causes of all projects, each once. */
export function joinedFindings(outcomes: readonly Outcome[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const one of outcomes.flatMap(({ findings }) => findings)) {
    const id = JSON.stringify([one.severity, one.sentence, one.instead]);
    const known = found.get(id) ?? { ...one, places: [] };
    found.set(id, known);
    known.places.push(...one.places);
  }
  return [...found.values()];
}

export function joinedTotals(outcomes: readonly Outcome[]): Totals {
  const sums: Partial<Record<UseOutcome, number>> = {};
  for (const { totals } of outcomes)
    for (const [outcome, count] of Object.entries(totals) as [UseOutcome, number][])
      sums[outcome] = (sums[outcome] ?? 0) + count;
  return sums;
}
