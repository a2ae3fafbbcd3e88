import { absolutePath, localForm, shownText } from '@transpose/core';
import type { ConversionOptions } from '../conversion.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeReportsOf } from '../output/report-files.ts';
import { totalsText } from '../print/account.ts';
import { findingsText } from '../print/account-text.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import { commonDirectory, findProjects, pathBelow } from './find-projects.ts';
import { joinedFindings, joinedReport, joinedTotals } from './one-report.ts';
import type { Outcome } from './outcome.ts';
import { progressBar } from './progress-bar.ts';

/** A project that was found. */
export interface FoundProject {
  /** Absolute. */
  readonly directory: string;
  /** The path from the deepest directory that holds all that were given; empty for that one. */
  readonly below: string;
  /** The directory, as people read it. */
  readonly shown: string;
}

export type Work = (project: FoundProject) => Outcome;

export interface EachOptions extends ConversionOptions {
  readonly output?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** As many projects are done before threads have started. */
const few = 8;

/** Does the work on each project below the directories that are given, and tells what became of all. */
export function each(
  around: Surroundings,
  options: EachOptions,
  given: readonly string[],
  work: Work,
): ExitCode | Promise<ExitCode> {
  if (around.inThread) {
    around.inThread((project) => attempt(project, work));
    return exitCodes.done;
  }
  const projects = projectsBelow(around, options, given);
  const bar = progressBar(around, projects.length, options.quiet === true || (options.report ?? 'text') !== 'text');
  const outcomes: (Outcome | undefined)[] = projects.map(() => undefined);
  const take = (index: number, outcome: Outcome): void => {
    outcomes[index] = outcome;
    bar.step(outcome.project);
  };
  const finish = (): ExitCode => {
    bar.end();
    const all = projects.map(
      ({ shown }, index) => outcomes[index] ?? failedOutcome(shown, 'not converted, because the work was stopped'),
    );
    return tell(around, options, all);
  };
  // A command line that is wrong is told once, before there are threads.
  const [first, ...rest] = projects;
  if (first) take(0, work(first));
  if (around.threads && rest.length >= few)
    return around.threads(rest, (index, outcome) => take(index + 1, outcome), options.imageRecords).then(finish);
  rest.forEach((project, index) => take(index + 1, attempt(project, work)));
  return finish();
}

/** What goes wrong with one project does not keep the others from being done. */
function attempt(project: FoundProject, work: Work): Outcome {
  try {
    return work(project);
  } catch (error) {
    const { message } = error as Error;
    const what = error instanceof UsageError ? message : `internal error (a bug in transpose): ${message}`;
    return failedOutcome(project.shown, what);
  }
}

/** The projects in and below the directories that are given. */
export function projectsBelow(
  around: Surroundings,
  options: Omit<EachOptions, 'each'>,
  directories: readonly string[],
): readonly FoundProject[] {
  for (const [flag, value] of [
    ['-f', options.file?.length],
    ['-p', options.projectName],
    ['--project-directory', options.projectDirectory ?? options.workdir],
  ])
    if (value) throw new UsageError(`--each finds the projects, and ${flag} names one: leave out one of the two`);
  const { host } = around;
  const given = directories.length === 0 ? ['.'] : directories;
  const output = options.output === undefined ? undefined : absolutePath(host, options.output).replace(/\/$/, '');
  const root = commonDirectory(given.map((one) => absolutePath(host, one)));
  const found = findProjects(host, given, output);
  if (found.length === 0) throw new UsageError(`--each: there is no Compose file in or below ${given.join(', ')}`);
  return found.map((directory) => ({
    directory,
    below: pathBelow(root, directory),
    shown: shownFrom(around, directory),
  }));
}

/** A path from the working directory where it is below that, else the whole. */
export function shownFrom({ host }: Surroundings, path: string): string {
  if (path === host.cwd) return '.';
  return path.startsWith(`${host.cwd.replace(/\/$/, '')}/`) ? pathBelow(host.cwd, path) : localForm(host, path);
}

const failedOutcome = (project: string, why: string): Outcome => ({
  project,
  code: exitCodes.failed,
  failed: true,
  out: '',
  err: `transpose: ${shownText(`${project}: ${why}`)}\n`,
  findings: [],
  totals: {},
  reports: {},
});

function tell(around: Surroundings, options: EachOptions, outcomes: readonly Outcome[]): ExitCode {
  const style = styleOn(around, 'err');
  const { report = 'text', quiet = false, verbose = false, reportFiles = [] } = options;
  around.out(outcomes.map(({ out }) => out).join(''));
  const isText = report === 'text';
  if (!isText) around.err(`${JSON.stringify(joinedReport(report, outcomes))}\n`);
  else for (const { err } of outcomes) around.err(err);
  if (isText && !quiet) {
    around.err(findingsText(joinedFindings(outcomes), { width: around.terminal.columns, verbose }, style));
    const failed = outcomes.filter((one) => one.failed);
    for (const { project } of failed) around.err(`${style.red('failed')}: ${shownText(project)}\n`);
    around.err(`${summary(outcomes, failed.length)}\n`);
  }
  const written = writeReportsOf(around, reportFiles, (form) => joinedReport(form, outcomes));
  const codes = new Set(outcomes.map(({ code }) => code));
  if (!written || codes.has(exitCodes.failed)) return exitCodes.failed;
  return codes.has(exitCodes.found) ? exitCodes.found : exitCodes.done;
}

/** `3 projects, 1 failed. Files: 12 written, 2 unchanged. 40 carried, 3 approximated, 1 lost.` */
function summary(outcomes: readonly Outcome[], failed: number): string {
  const count = (what: 'written' | 'unchanged' | 'removed'): number =>
    outcomes.reduce((sum, { files }) => sum + (files?.[what] ?? 0), 0);
  const files = (['written', 'unchanged', 'removed'] as const).flatMap((what) =>
    count(what) > 0 ? [`${count(what)} ${what}`] : [],
  );
  const totals = totalsText(joinedTotals(outcomes));
  const projects = `${outcomes.length} ${outcomes.length === 1 ? 'project' : 'projects'}`;
  const parts = [files.length === 0 ? '' : `Files: ${files.join(', ')}`, totals].filter((part) => part !== '');
  return `${[`${projects}, ${failed} failed`, ...parts].join('. ')}.`;
}
