import type { LoadResult } from '@transpose/core';
import { absolutePath, loadProject } from '@transpose/core';
import type { Target } from '@transpose/targets';
import type { Command } from 'commander';
import type { ConvertOptions } from '../actions/convert.ts';
import { conversionData, convertTo, tellComparison, tellWritten } from '../actions/convert.ts';
import { convertProject, strictnessOf } from '../conversion.ts';
import type { CheckOptions } from '../actions/check.ts';
import type { Converted } from '../conversion.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { outputPlace } from '../output/output-place.ts';
import { strictFinds } from '../print/account.ts';
import { maskedData, maskedSurroundings } from '../print/masked-surroundings.ts';
import { reportDiagnostics, spokenDiagnostics } from '../print/report.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import type { FoundProject } from './each.ts';
import { each, projectsBelow, shownFrom } from './each.ts';
import type { ImagesOptions } from '../images/images-option.ts';
import { loadOptionsOf } from '../project-options.ts';
import { namedBy } from './named-by.ts';
import type { Outcome } from './outcome.ts';
import { formsOf, outcomeOf } from './outcome.ts';

/** Converts each project below directories: what is written goes into the directory of `-o`, under the project's path. */
export function convertEach(
  around: Surroundings,
  command: Command,
  options: ConvertOptions,
  given: readonly string[],
  target: Target,
): ExitCode | Promise<ExitCode> {
  const { output } = options;
  if (output === undefined || output === '-' || output === '')
    throw new UsageError('--each writes a directory for each project: give -o DIR/');
  const forms = formsOf(options);
  return each(around, options, given, (project) => {
    const inside = insideOf(around, project);
    const place = outputPlace(target, `${output.endsWith('/') ? output : `${output}/`}${project.below}/`, around.host);
    const conversion = convertTo(inside.around, command, optionsInside(around, options), [], target, place);
    if (!conversion) throw new Error('reports are written at the end');
    const named = {
      ...conversion,
      told: { ...conversion.told, host: around.host },
      converted: namedBy(nameOf(around, project), conversion.converted),
    };
    const { told, converted, written } = named;
    const compared = named.compared && tellComparison(named, { ...options, report: 'text' });
    if (compared === undefined) {
      tellDiagnostics(told, options, converted);
      tellWritten(named, options);
    }
    const { writes = [], unchanged = [], removals = [], obstacles } = written;
    const { reports, ...outcome } = outcomeOf(told, project.shown, converted, forms, obstacles);
    return {
      ...outcome,
      code: compared ?? named.code,
      ...inside.printed(),
      ...(written.directory !== undefined &&
        obstacles.length === 0 && {
          files: { written: writes.length, unchanged: unchanged.length, removed: removals.length },
        }),
      reports: { ...reports, ...(forms.has('json') && { json: maskedData(told, conversionData(named)) }) },
    };
  });
}

/** Shows what conversions of each project below directories would lose. */
export function checkEach(
  around: Surroundings,
  command: Command,
  options: CheckOptions,
  given: readonly string[],
  target: Target,
): ExitCode | Promise<ExitCode> {
  const forms = formsOf(options);
  return each(around, options, given, (project) => {
    const inside = insideOf(around, project);
    const found = convertProject(inside.around, command, optionsInside(around, options), [], target, 'directory');
    const told = maskedSurroundings({ ...inside.around, host: around.host }, found.loaded);
    const converted = namedBy(nameOf(around, project), found);
    tellDiagnostics(told, options, converted);
    const finds = converted.result && strictFinds(converted.result, strictnessOf(options));
    return {
      ...outcomeOf(told, project.shown, converted, forms),
      code: converted.failed ? exitCodes.failed : finds ? exitCodes.found : exitCodes.done,
      ...inside.printed(),
    };
  });
}

/** Loads each project below directories, for what its images are. */
export function loadEach(
  around: Surroundings,
  options: ImagesOptions,
  given: readonly string[],
): readonly LoadResult[] {
  const inside = loadOptionsOf(optionsInside(around, options), []);
  return projectsBelow(around, options, given).map(({ directory }) =>
    loadProject({ ...around.host, cwd: directory }, inside),
  );
}

/** Surroundings with the project's directory as working directory, which keep what is printed. */
function insideOf(around: Surroundings, { directory, shown }: FoundProject) {
  const printed = { out: '', err: '' };
  const heading = `${styleOn(around, 'err').bold(`${shown}:`)}\n`;
  return {
    around: {
      ...around,
      host: { ...around.host, cwd: directory },
      out: (text: string) => void (printed.out += text),
      err: (text: string) => void (printed.err += text),
    },
    printed: (): Pick<Outcome, 'out' | 'err'> => ({ ...printed, err: printed.err && heading + printed.err }),
  };
}

/** Paths of the command line start from where it was typed; reports are written once, for all. */
function optionsInside<Options extends ImagesOptions>({ host }: Surroundings, options: Options): Options {
  const here = (path: string): string => absolutePath(host, path);
  const envFile = options.envFile?.map(here) ?? [];
  const allowRead = options.allowRead?.map(here) ?? [];
  return { ...options, envFile, allowRead, reportFiles: [] };
}

/** Files are named from where the command line was typed. */
const nameOf =
  (around: Surroundings, { directory }: FoundProject) =>
  (file: string): string =>
    shownFrom(around, absolutePath({ ...around.host, cwd: directory }, file));

function tellDiagnostics(told: Surroundings, options: { readonly quiet?: boolean }, { diagnostics }: Converted): void {
  reportDiagnostics(told, spokenDiagnostics(diagnostics, options));
}
