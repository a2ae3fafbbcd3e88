import { relative } from 'node:path';
import { localForm, shownText } from '@transpose/core';
import type { Target } from '@transpose/targets';
import type { Command } from 'commander';
import type { Conversion, ConvertOptions } from '../actions/convert.ts';
import { closingLine, convertTo, tellConversion } from '../actions/convert.ts';
import { withTarget } from '../conversion.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { outputPlace } from '../output/output-place.ts';
import { findingsText } from '../print/account-text.ts';
import { findings } from '../print/findings.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import type { Recording } from './recording-host.ts';
import { changedPaths, recordingHost } from './recording-host.ts';
import { foldersOf, folderWatch } from './watched-folders.ts';

/** So long nothing has to happen before the project is read again: editors write in several steps. In milliseconds. */
const settled = 10;

/** Converts, and converts again whenever something that was read or looked for changes, until Ctrl-C. */
export async function watchProject(
  around: Surroundings,
  command: Command,
  options: ConvertOptions,
  services: readonly string[],
): Promise<ExitCode> {
  refuse(options);
  let known: ReadonlySet<string> = new Set();
  /** `changed`: none when it is the first time. */
  const convertOnce = async (changed: readonly string[]): Promise<Recording> => {
    const recording = recordingHost(around.host);
    const recorded = { ...around, host: recording.host };
    const act = (target: Target): ExitCode => {
      const place = outputPlace(target, options.output, around.host);
      if (!('directory' in place)) throw new UsageError('--watch writes files: give -o DIR/ or -o FILE');
      const conversion = convertTo(recorded, command, options, services, target, place);
      if (!conversion) return exitCodes.failed;
      if (changed.length === 0) tellConversion(conversion, options);
      else tellAgain(conversion, options, changedText(around, changed), known);
      if (conversion.converted.result) known = new Set(causesOf(conversion));
      return conversion.code;
    };
    await withTarget(recorded, options.target, act);
    return recording;
  };
  return untilStopped(around, convertOnce);
}

function refuse(options: ConvertOptions): void {
  for (const [flag, given] of [
    ['--each', options.each],
    ['--check', options.check],
    ['--diff', options.diff],
  ] as const)
    if (given) throw new UsageError(`--watch and ${flag} exclude each other`);
  if (options.file?.includes('-')) throw new UsageError('--watch reads again, and standard input can be read once');
}

async function untilStopped(
  around: Surroundings,
  convertOnce: (changed: readonly string[]) => Promise<Recording>,
): Promise<ExitCode> {
  let wake = (): void => undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const folders = folderWatch(() => {
    clearTimeout(timer);
    timer = setTimeout(() => wake(), settled);
  });
  const stop = (): void => {
    stopped = true;
    wake();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    let recording = await convertOnce([]);
    folders.follow(foldersOf(recording));
    around.err('Watching for changes; Ctrl-C ends it.\n');
    while (!stopped) {
      const changed = changedPaths(recording);
      if (changed.length > 0) {
        recording = await convertOnce(changed);
        folders.follow(foldersOf(recording));
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
    return exitCodes.done;
  } finally {
    clearTimeout(timer);
    folders.close();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

/** What is new: errors, causes of losses that were not there before, and one line. */
function tellAgain(conversion: Conversion, options: ConvertOptions, changed: string, known: ReadonlySet<string>): void {
  const { told, converted, code } = conversion;
  if (code !== exitCodes.done) told.err(`${changed}\n`);
  tellConversion(conversion, { ...options, quiet: true });
  if (code !== exitCodes.done || !converted.result || (options.report ?? 'text') !== 'text') return;
  if (!options.quiet) {
    const fresh = findings(converted.result.account).filter((one) => !known.has(idOf(one)));
    const form = { width: told.terminal.columns, verbose: false };
    told.err(findingsText(fresh, form, styleOn(told, 'err')));
  }
  told.err(`${changed}: ${closingLine(conversion, options)}\n`);
}

const causesOf = ({ converted: { result } }: Conversion): readonly string[] =>
  result ? findings(result.account).map(idOf) : [];

const idOf = ({ severity, sentence, instead }: ReturnType<typeof findings>[number]): string =>
  JSON.stringify([severity, sentence, instead]);

/** `compose.yaml and 2 more changed` */
function changedText({ host }: Surroundings, [first = '', ...others]: readonly string[]): string {
  const name = shownText(relative(localForm(host, host.cwd), first) || '.');
  return `${name}${others.length > 0 ? ` and ${others.length} more` : ''} changed`;
}
