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
import { accountData, strictFinds, totals } from '../print/account.ts';
import { accountText } from '../print/account-text.ts';
import { maskedSurroundings } from '../print/masked-surroundings.ts';
import { nextStepLines } from '../print/next-steps.ts';
import { reportData, reportDiagnostics, spokenDiagnostics } from '../print/report.ts';
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
  readonly watch?: boolean;
}

/** What came of a conversion, and of writing it. */
export interface Conversion {
  /** Surroundings that mask the secrets of the project. */
  readonly told: Surroundings;
  readonly converted: Converted;
  readonly code: ExitCode;
  readonly written: Written;
  /** Files on the disk are to be compared with these, and nothing was written. */
  readonly compared?: { readonly place: FilePlace; readonly files: readonly OutputFile[] };
}

export function convert(
  around: Surroundings,
  command: Command,
  options: ConvertOptions,
  services: readonly string[],
  target: Target,
): ExitCode {
  const place = outputPlace(target, options.output, around.host);
  const conversion = convertTo(around, command, options, services, target, place);
  return conversion ? tellConversion(conversion, options) : exitCodes.failed;
}

/** Converts and writes; undefined: a report could not be written, which is told. */
export function convertTo(
  around: Surroundings,
  command: Command,
  options: ConvertOptions,
  services: readonly string[],
  target: Target,
  place: OutputPlace,
): Conversion | undefined {
  if (compares(options) && !('directory' in place))
    throw new UsageError(`--${options.check ? 'check' : 'diff'} needs files to compare with: give -o DIR/ or -o FILE`);
  const layout = place.kind === 'device' ? 'stream' : place.kind;
  const salt = place.kind === 'directory' ? saltFor(target, place.directory) : undefined;
  const converted = convertProject(around, command, options, services, target, layout, salt);
  const { result, failed } = converted;
  const told = maskedSurroundings(around, converted.loaded);
  if (!writeReports(told, options.reportFiles ?? [], converted)) return undefined;
  const ended = (code: ExitCode, ...obstacles: readonly string[]): Conversion => ({
    told,
    converted,
    code,
    written: { obstacles },
  });
  if (!result || failed) return ended(exitCodes.failed);
  if (strictFinds(result, strictnessOf(options))) return ended(exitCodes.found, '--strict found something');

  const files = filesFor(place, target, result.files);
  if (typeof files === 'string') return ended(exitCodes.failed, files);
  if (compares(options) && 'directory' in place) return { ...ended(exitCodes.done), compared: { place, files } };
  const written = write(around, place, target, files, options.force === true);
  const code = written.obstacles.length > 0 ? exitCodes.failed : exitCodes.done;
  return { told, converted, code, written: { ...written, ...('output' in place ? { place } : {}) } };
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
export function tellConversion(conversion: Conversion, options: ConvertOptions): ExitCode {
  const { told, converted, code, written, compared } = conversion;
  if (compared) return tellComparison(conversion, options);
  const { result, diagnostics, failed } = converted;
  if (options.report === 'sarif') {
    reportData(told, sarifLog(diagnostics, result?.account, written.obstacles));
    return code;
  }
  if (options.report === 'json') {
    reportData(told, conversionData(conversion));
    return code;
  }
  const quiet = options.quiet === true;
  reportDiagnostics(told, spokenDiagnostics(diagnostics, options), 'text');
  const style = styleOn(told, 'err');
  if (result && !failed && !quiet) {
    const form = { width: told.terminal.columns, verbose: options.verbose === true };
    told.err(accountText(result.account, form, style));
  }
  tellWritten(conversion, options);
  if (quiet || failed || !result || written.obstacles.length > 0) return code;
  told.err(`${closingLine(conversion, options)}\n`);
  if (written.place) told.err(nextStepLines(result.nextSteps, written.place, converted.target.stream, style));
  return code;
}

/** `k8s/: 1 written, 4 unchanged. 12 carried, 3 approximated, 1 lost.` */
export function closingLine({ converted: { result }, written }: Conversion, { output }: ConvertOptions): string {
  return `${closing(written, output)}${result ? totals(result.account) : ''}.`;
}

/** What `--check` and `--diff` find. */
export function tellComparison({ told, converted, compared }: Conversion, options: ConvertOptions): ExitCode {
  if (!compared) return exitCodes.failed;
  const { place, files } = compared;
  return compareFiles(told, options, converted, place, {
    directory: place.directory,
    files,
    by: writerOf(converted.target, place),
  });
}

/** A conversion for machines. */
export function conversionData({ converted, written }: Conversion) {
  const { obstacles, writes = [], ignore = [], manifests = [], removals = [], before = [], unignored } = written;
  return {
    diagnostics: converted.diagnostics.map(diagnosticJson),
    written: obstacles.length > 0 ? [] : [...writes, ...ignore, ...manifests].map(({ path }) => path),
    unchanged: written.unchanged ?? [],
    removed: obstacles.length > 0 ? [] : removals,
    kept: written.kept ?? [],
    ...(unignored ? { notIgnored: unignored.lines } : {}),
    ...(before.length > 0 ? { before } : {}),
    obstacles,
    ...(converted.result ? { account: accountData(converted.result.account) } : {}),
  };
}

/** Why nothing was written, and what is to be known of what was. */
export function tellWritten({ told, converted, written }: Conversion, options: ConvertOptions): void {
  const { obstacles, removals = [], kept = [], unignored, directory, before = [] } = written;
  const style = styleOn(told, 'err');
  for (const obstacle of obstacles) told.err(`${style.red('error')}: ${style.bold(shownText(obstacle))}\n`);
  if (obstacles.length > 0 || converted.failed || !converted.result) {
    const force = directory !== undefined && !options.force ? '; --force replaces files' : '';
    if (!compares(options)) told.err(`Nothing was written${force}.\n`);
    return;
  }
  if (unignored) told.err(notIgnored(unignored, style));
  for (const step of before) told.err(`${style.red('breaks')}: ${shownText(step)}\n`);
  if (options.quiet) return;
  for (const path of removals) told.err(`${style.yellow('removed')}: ${shownText(path)} is no longer made\n`);
  for (const path of kept) told.err(`${style.yellow('kept')}: ${shownText(path)} is no longer made, but was edited\n`);
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
