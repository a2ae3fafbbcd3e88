import { posix } from 'node:path';
import { absolutePath, diagnosticJson } from '@transpose/core';
import type { Converted } from '../conversion.ts';
import { localPath } from '../local-path.ts';
import { accountData } from '../print/account.ts';
import { codeQuality } from '../print/code-quality.ts';
import { markdownReport } from '../print/markdown.ts';
import { maskedData, maskedText } from '../print/masked-surroundings.ts';
import { sarifLog } from '../print/sarif.ts';
import type { ReportFile } from '../report-option.ts';
import type { Surroundings } from '../surroundings.ts';
import { replaceFile } from './replace-file.ts';
import { systemErrorText } from './system-error.ts';

/**
 * Writes the reports that `--report FORM=FILE` asks for, whatever becomes of the output. Their paths begin at the root of
 * the repository, as the services that read them want it. Says what could not be written, and whether all were.
 */
export function writeReports(around: Surroundings, files: readonly ReportFile[], converted: Converted): boolean {
  return writeReportsOf(around, files, (form) => reportOf(around, form, converted));
}

/** The same with reports that are made elsewhere. */
export function writeReportsOf(
  around: Surroundings,
  files: readonly ReportFile[],
  reportFor: (form: ReportFile['form']) => unknown,
): boolean {
  let written = true;
  for (const { form, path } of files) {
    try {
      replaceFile(localPath(around.host, path), reportText(reportFor(form)));
    } catch (error) {
      written = false;
      around.err(`transpose: ${systemErrorText(error, path)}\n`);
    }
  }
  return written;
}

/** A report as the text of a file. */
const reportText = (report: unknown): string =>
  typeof report === 'string' ? report : `${JSON.stringify(report, undefined, 2)}\n`;

/** A report in a form: data, or the text of Markdown. Secrets are masked in it. */
export function reportOf(
  around: Surroundings,
  form: ReportFile['form'],
  { target, diagnostics, result }: Converted,
  obstacles: readonly string[] = [],
) {
  const pathOf = repositoryPaths(around);
  switch (form) {
    case 'sarif':
      return maskedData(around, sarifLog(diagnostics, result?.account, obstacles, pathOf));
    case 'gitlab':
      return maskedData(around, codeQuality(diagnostics, result?.account, pathOf));
    case 'md':
      return maskedText(around, markdownReport(target.name, diagnostics, result?.account));
    case 'json':
      return maskedData(around, {
        diagnostics: diagnostics.map(diagnosticJson),
        ...(result ? { account: accountData(result.account) } : {}),
      });
  }
}

/** The path of a file from the root of the repository that holds the working directory; elsewhere as it is. */
function repositoryPaths({ host }: Surroundings): (file: string) => string {
  let root: string | undefined = host.cwd;
  while (root !== undefined && host.lstat(`${root}/.git`) === undefined) {
    const above = posix.dirname(root);
    root = above === root ? undefined : above;
  }
  return (file) => {
    const path = posix.relative(root ?? host.cwd, absolutePath(host, file));
    return path === '' || path.startsWith('..') ? file : path;
  };
}
