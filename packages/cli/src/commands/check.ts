import type { Target } from '@transpose/targets';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ConversionOptions } from '../conversion.ts';
import { addConversionOptions, addOptionsOfTargets, convertProject, strictnessOf, withTarget } from '../conversion.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeReports } from '../output/report-files.ts';
import { accountData, accountRows, strictFinds, totals } from '../print/account.ts';
import { accountText } from '../print/account-text.ts';
import { maskedData, maskedSurroundings, maskedText } from '../print/masked-surroundings.ts';
import { reportDiagnostics } from '../print/report.ts';
import { styleOn } from '../print/style.ts';
import type { Action } from '../program.ts';
import { addProjectOptions, projectOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';

interface CheckOptions extends ConversionOptions {
  readonly format?: 'text' | 'json';
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

export function addCheckCommand(program: Command, around: Surroundings, choose: (action: Action) => void): void {
  const command = program
    .command('check')
    .summary('show what a conversion approximates and loses')
    .description(
      'Converts without writing, and prints what behaves differently or is lost, with its place and what to do.',
    )
    .usage('[OPTION]… [SERVICE]…')
    .argument('[SERVICE...]', 'only these services and what they depend on');
  addConversionOptions(command)
    .addOption(new Option('--format <FORMAT>', 'form of the output (default: text)').choices(['text', 'json']))
    .option('--json', 'the same as --format json')
    .option('-q, --quiet', 'print errors only; the exit code tells the rest')
    .option('--verbose', 'tell everything with every place: also what is cosmetic, and what is carried');
  addProjectOptions(command);
  addOptionsOfTargets(command);
  command.addHelpText('after', examples).action((services: readonly string[]) => {
    choose(() => {
      const options = { ...command.opts<CheckOptions>(), ...projectOptionsOf(command) };
      return withTarget(around, options.target, (target) => check(around, command, options, services, target));
    });
  });
}

const examples = `
The options of a target are those of transpose convert --help.

Examples:
  transpose check -t kubernetes
  transpose check -t systemd --strict        exit code 3 when something is lost
  transpose check --strict=all --format json`;

function check(
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
  const shown = options.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  reportDiagnostics(told, shown, options.report, result?.account);
  if (!result) return exitCodes.failed;
  if (options.quiet) {
    // The exit code says it.
  } else if (options.json || options.format === 'json') {
    around.out(`${JSON.stringify(maskedData(told, accountData(result.account)), undefined, 2)}\n`);
  } else {
    const style = styleOn(around, 'out');
    const form = { width: around.terminal.columns, verbose: options.verbose === true };
    const text = `${accountText(result.account, form, style)}${style.bold(totals(accountRows(result.account)))}\n`;
    around.out(maskedText(told, text));
  }
  if (failed) return exitCodes.failed;
  return strictFinds(result.account, strictnessOf(options)) ? exitCodes.found : exitCodes.done;
}
