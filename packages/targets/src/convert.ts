import type { Diagnostic, Host, LoadResult } from '@transpose/core';
import { checkSettings, loaderReport, Report } from '@transpose/core';
import type { TargetCode } from './codes.ts';
import { targetCodes } from './codes.ts';
import { reportImpossibleTexts } from './impossible-text.ts';
import type { Account } from './ledger.ts';
import { createLedger } from './ledger.ts';
import { optionValues } from './option-values.ts';
import { noteOpenSecrets } from './shared/secrets/open-secrets.ts';
import { clashAmong, pathProblem } from './shared/output-path.ts';
import { projectFiles } from './shared/project-files.ts';
import { utf8Bytes } from './shared/bytes/utf8.ts';
import { reportSchedules } from './shared/schedules.ts';
import { projectSecrets } from './shared/secrets/project-secrets.ts';
import type { Layout, NextStep, OptionValues, OutputFile, Target } from './target.ts';

/** What to convert, and to what. */
export interface ConversionRequest {
  readonly host: Host;
  /** What `loadProject` gave; it must have a project. */
  readonly loaded: LoadResult;
  readonly target: Target;
  /** By the names of `target.options`; what is left out has its default. */
  readonly options?: OptionValues;
  /** `directory` when left out. */
  readonly layout?: Layout;
  /** Absolute paths outside the project directory whose files may be read as well. */
  readonly allowRead?: readonly string[];
  /**
   * A random text that goes into hashes of secret values, so that nobody who sees the hash can test guesses. It is kept in
   * the file with the secrets, and given again for the same output. Without it hashes leave secret values out.
   */
  readonly salt?: string;
}

/** What a conversion gives. It never throws for what users can write. */
export interface ConversionResult {
  /** None when there were errors. */
  readonly files: readonly OutputFile[];
  /** What to run with the files, in order. */
  readonly nextSteps: readonly NextStep[];
  /** What became of each key and value that the input uses. */
  readonly account: Account;
  readonly diagnostics: readonly Diagnostic[];
}

/** Converts a loaded project to a target's files. */
export function convert(request: ConversionRequest): ConversionResult {
  const { host, loaded, target, layout = 'directory', allowRead = [] } = request;
  const { project } = loaded;
  if (!project) throw new Error('convert needs a project: the load has failed');

  const report = new Report<TargetCode>(targetCodes);
  const ledger = createLedger(loaded, target.support);
  const options = optionValues(target, request.options ?? {}, report);
  reportImpossibleTexts(loaded, report);
  reportSettings(loaded, report);
  reportSchedules(project, report);
  const result = (files: readonly OutputFile[]): ConversionResult => ({
    files,
    nextSteps: files.length === 0 ? [] : (target.nextSteps?.({ files, project, options }) ?? []),
    account: ledger.account(),
    diagnostics: placed(report.diagnostics, loaded),
  });
  if (report.failed) return result([]);

  const secrets = projectSecrets(loaded);
  const emitted = target.emit({
    base: { name: 'base', project, loaded },
    overlays: [],
    options,
    layout,
    ledger,
    report,
    secrets,
    files: projectFiles(host, project.working_dir, allowRead),
    salt: request.salt,
  });
  reportLongNames(emitted, loaded, report);
  if (report.failed) return result([]);
  if (options['secrets'] !== 'plain') noteOpenSecrets(emitted, loaded, secrets, ledger);
  return result(checkedFiles(emitted));
}

/** A target knows the place in the project; the loader knows where in the sources that is. */
function placed(diagnostics: readonly Diagnostic[], { origins }: LoadResult): readonly Diagnostic[] {
  return diagnostics.map((one) => {
    const span = one.span ?? (one.path && origins.nearest(one.path)?.span);
    return span ? { ...one, span } : one;
  });
}

/** What is wrong with `x-transpose`, which a load lets through: Docker reads it nowhere. */
function reportSettings({ tree }: LoadResult, report: Report<TargetCode>): void {
  const found = loaderReport();
  if (tree) checkSettings(tree, found);
  report.take(found.diagnostics);
}

/** File systems take names of up to 255 bytes, and units and Quadlet files have the names of what they are made of. */
function reportLongNames(files: readonly OutputFile[], { project }: LoadResult, report: Report<TargetCode>): void {
  for (const { path } of files) {
    const step = path.split('/').find((one) => utf8Bytes(one).length > 255);
    if (step === undefined) continue;
    const made = (['services', 'networks', 'volumes'] as const)
      .flatMap((section) => Object.keys(project?.[section] ?? {}).map((name) => [section, name] as const))
      .filter(([, name]) => step.includes(name))
      .toSorted(([, one], [, other]) => other.length - one.length)[0];
    report.add({
      code: 'illegal-value',
      message: `a file would have a name of ${utf8Bytes(step).length} bytes, and file systems take 255`,
      ...(made && { path: made }),
      hint: 'shorten the name of the service, network or volume',
    });
  }
}

/** A target's files have relative paths inside the output directory, each once whatever the case. Else it is our bug. */
function checkedFiles(files: readonly OutputFile[]): readonly OutputFile[] {
  const clashes = clashAmong(files.map(({ path }) => path));
  for (const [index, { path }] of files.entries()) {
    const problem = pathProblem(path) ?? clashes.get(index);
    if (problem !== undefined) throw new Error(`illegal output path ${path}: ${problem}`);
  }
  return files;
}
