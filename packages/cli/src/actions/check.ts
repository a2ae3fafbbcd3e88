import type { Target } from '@transpose/targets';
import type { Command } from 'commander';
import type { ConversionOptions } from '../conversion.ts';
import { convertProject, strictnessOf } from '../conversion.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeReports } from '../output/report-files.ts';
import { accountData, strictFinds, totals } from '../print/account.ts';
import { accountText } from '../print/account-text.ts';
import { maskedData, maskedSurroundings, maskedText } from '../print/masked-surroundings.ts';
import { reportDiagnostics, spokenDiagnostics } from '../print/report.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';

export interface CheckOptions extends ConversionOptions {
  readonly format?: 'text' | 'json';
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

export function check(
  around: Surroundings,
  command: Command,
  options: CheckOptions,
  services: readonly string[],
  target: Target,
): ExitCode {
  const converted = convertProject(around, command, options, services, target, 'directory');
  const { loaded, result, diagnostics, failed } = converted;
  const told = maskedSurroundings(around, loaded);
  if (!writeReports(told, options.reportFiles ?? [], converted)) return exitCodes.failed;
  const shown = spokenDiagnostics(diagnostics, options);
  reportDiagnostics(told, shown, options.report, result?.account);
  if (!result) return exitCodes.failed;
  if (options.quiet) {
    // The exit code says it.
  } else if (options.json || options.format === 'json') {
    around.out(`${JSON.stringify(maskedData(told, accountData(result.account)), undefined, 2)}\n`);
  } else {
    const style = styleOn(around, 'out');
    const form = { width: around.terminal.columns, verbose: options.verbose === true };
    const text = `${accountText(result.account, form, style)}${style.bold(totals(result.account))}\n`;
    around.out(maskedText(told, text));
  }
  if (failed) return exitCodes.failed;
  return strictFinds(result, strictnessOf(options)) ? exitCodes.found : exitCodes.done;
}
