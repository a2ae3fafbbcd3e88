import { diagnosticJson, shownText } from '@transpose/core';
import type { OutputFile, Target } from '@transpose/targets';
import type { Command } from 'commander';
import type { ConversionOptions, Converted } from '../conversion.ts';
import { convertProject, strictnessOf } from '../conversion.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { applyWrite } from '../output/apply-write.ts';
import type { FilePlace, OutputPlace } from '../output/output-place.ts';
import { filesFor, outputPlace } from '../output/output-place.ts';
import type { WritePlan } from '../output/plan-write.ts';
import { planWrite } from '../output/plan-write.ts';
import { writeReports } from '../output/report-files.ts';
import { saltFor } from '../output/salt.ts';
import { replaceFile } from '../output/replace-file.ts';
import { fileIn } from '../output/standing.ts';
import { systemErrorText } from '../output/system-error.ts';
import { accountData, accountRows, strictFinds, totals } from '../print/account.ts';
import { accountText } from '../print/account-text.ts';
import { maskedSurroundings } from '../print/masked-surroundings.ts';
import { nextStepLines } from '../print/next-steps.ts';
import { reportData, reportDiagnostics } from '../print/report.ts';
import { sarifLog } from '../print/sarif.ts';
import type { Style } from '../print/style.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import { compareFiles } from './compare-files.ts';

export interface ConvertOptions extends ConversionOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly all?: boolean;
}

export function convert(
  around: Surroundings,
  command: Command,
  options: ConvertOptions,
  services: readonly string[],
  target: Target,
): ExitCode {
  const place = outputPlace(target, options.output, around.host);
  if (compares(options) && !('directory' in place))
    throw new UsageError(`--${options.check ? 'check' : 'diff'} needs files to compare with: give -o DIR/ or -o FILE`);
  const layout = place.kind === 'device' ? 'stream' : place.kind;
  const salt = place.kind === 'directory' ? saltFor(target, place.directory) : undefined;
  const converted = convertProject(around, command, options, services, target, layout, salt);
  const { result, failed } = converted;
  const told = maskedSurroundings(around, converted.loaded);
  if (!writeReports(told, options.reportFiles ?? [], converted)) return exitCodes.failed;
  if (!result || failed) return end(told, options, converted, exitCodes.failed);
  if (strictFinds(result.account, strictnessOf(options)))
    return end(told, options, converted, exitCodes.found, { obstacles: ['--strict found something'] });

  const files = filesFor(place, target, result.files);
  if (typeof files === 'string') return end(told, options, converted, exitCodes.failed, { obstacles: [files] });
  if (compares(options) && 'directory' in place)
    return compareFiles(told, options, converted, place, {
      directory: place.directory,
      files,
      by: writerOf(target, place),
    });
  const written = write(around, place, target, files, options.force === true);
  return end(told, options, converted, written.obstacles.length > 0 ? exitCodes.failed : exitCodes.done, {
    ...written,
    ...('output' in place ? { place } : {}),
  });
}

/** What was written, or why nothing was. */
type Written = Partial<Omit<WritePlan, 'obstacles' | 'writes'>> & {
  readonly obstacles: readonly string[];
  readonly writes?: readonly OutputFile[];
  /** What has to be done before the new files are applied over the old ones. */
  readonly before?: readonly string[];
  readonly place?: FilePlace;
};

function write(
  around: Surroundings,
  place: OutputPlace,
  target: Target,
  files: readonly OutputFile[],
  force: boolean,
): Written {
  if (place.kind === 'stream') {
    for (const { content } of files) around.out(content);
    return { obstacles: [] };
  }
  try {
    if (place.kind === 'device') {
      for (const { content } of files) replaceFile(place.path, content);
      return { obstacles: [] };
    }
    const plan = planWrite({ directory: place.directory, files, by: writerOf(target, place), force });
    const before = plan.obstacles.length === 0 ? replacements(target, place.directory, plan.writes) : [];
    if (plan.obstacles.length === 0) applyWrite(plan);
    return { ...plan, before, obstacles: plan.obstacles.map(({ path, what }) => `${path} ${what}`) };
  } catch (error) {
    return { obstacles: [systemErrorText(error)] };
  }
}

/** What the target says of files that take the place of others. */
function replacements(target: Target, directory: string, writes: readonly OutputFile[]): readonly string[] {
  return writes.flatMap(({ path, content }) => {
    const old = target.replacing === undefined ? undefined : fileIn(directory, path);
    return old === undefined ? [] : (target.replacing?.(new TextDecoder().decode(old.bytes), content) ?? []);
  });
}

/** The name under which the manifest knows what was written. */
const writerOf = (target: Target, place: OutputPlace): string =>
  place.kind === 'file' ? `${target.name} ${place.name}` : target.name;

/** Whether nothing is written, but compared. */
const compares = ({ check, diff }: ConvertOptions): boolean => check === true || diff === true;

/** The closing words: problems, what was written, what is approximated and lost. */
function end(
  around: Surroundings,
  options: ConvertOptions,
  { target, result, diagnostics, failed }: Converted,
  code: ExitCode,
  written: Written = { obstacles: [] },
): ExitCode {
  const {
    obstacles,
    writes = [],
    ignore = [],
    manifests = [],
    unchanged = [],
    removals = [],
    kept = [],
    unignored,
    directory,
    before = [],
    place,
  } = written;
  if (options.report === 'sarif') {
    reportData(around, sarifLog(diagnostics, result?.account, obstacles));
    return code;
  }
  if (options.report === 'json') {
    reportData(around, {
      diagnostics: diagnostics.map(diagnosticJson),
      written: obstacles.length > 0 ? [] : [...writes, ...ignore, ...manifests].map(({ path }) => path),
      unchanged,
      removed: obstacles.length > 0 ? [] : removals,
      kept,
      ...(unignored ? { notIgnored: unignored.lines } : {}),
      ...(before.length > 0 ? { before } : {}),
      obstacles,
      ...(result ? { account: accountData(result.account) } : {}),
    });
    return code;
  }
  const quiet = options.quiet === true;
  reportDiagnostics(around, quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics, 'text');
  const style = styleOn(around, 'err');
  if (result && !failed && !quiet) {
    const form = { width: around.terminal.columns, verbose: options.verbose === true };
    around.err(accountText(result.account, form, style));
  }
  for (const obstacle of obstacles) around.err(`${style.red('error')}: ${style.bold(shownText(obstacle))}\n`);
  if (obstacles.length > 0 || failed || !result) {
    const force = directory !== undefined && !options.force ? '; --force replaces files' : '';
    if (!compares(options)) around.err(`Nothing was written${force}.\n`);
    return code;
  }
  if (unignored) around.err(notIgnored(unignored, style));
  for (const step of before) around.err(`${style.red('breaks')}: ${shownText(step)}\n`);
  if (quiet) return code;
  for (const path of removals) around.err(`${style.yellow('removed')}: ${shownText(path)} is no longer made\n`);
  for (const path of kept)
    around.err(`${style.yellow('kept')}: ${shownText(path)} is no longer made, but was edited\n`);
  around.err(`${closing(written, options.output)}${totals(accountRows(result.account))}.\n`);
  if (place) around.err(nextStepLines(result.nextSteps, place, target.stream, style));
  return code;
}

/** Secrets that Git may take up: their owner has to say otherwise. */
function notIgnored({ what, lines }: NonNullable<Written['unignored']>, style: Style): string {
  const words = `.gitignore ${what}, so it is left as it is: add these lines to one of your own`;
  return `${style.yellow('warning')}: ${words}\n${lines.map((line) => `  ${shownText(line)}\n`).join('')}`;
}

function closing(
  { directory, writes = [], unchanged = [], removals = [] }: Written,
  output: string | undefined,
): string {
  if (directory === undefined) return '';
  const parts = [
    `${writes.length} written`,
    ...(unchanged.length > 0 ? [`${unchanged.length} unchanged`] : []),
    ...(removals.length > 0 ? [`${removals.length} removed`] : []),
  ];
  return `${output}: ${parts.join(', ')}. `;
}
