import type { Diagnostic, Fixed, FixResult, LoadOptions, Offer } from '@transpose/core';
import { fixProject, localForm, positionOf } from '@transpose/core';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { paintedDiffLine, unifiedDiff } from '../print/diff.ts';
import { maskedLines } from '../print/mask-lines.ts';
import { reportDiagnostics } from '../print/report.ts';
import { styleOn } from '../print/style.ts';
import type { ProjectOptions } from '../project-options.ts';
import { loadOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';
import { replaceFile } from '../output/replace-file.ts';
import { systemErrorText } from '../output/system-error.ts';
import { UsageError } from '../usage-error.ts';

export interface FixOptions extends ProjectOptions {
  readonly dryRun?: boolean;
  readonly interactive?: boolean;
}

export function fix(around: Surroundings, options: FixOptions, files: readonly string[]): ExitCode {
  const projects: readonly LoadOptions[] =
    files.length === 0
      ? [loadOptionsOf(options, [])]
      : files.map((file) => ({ ...loadOptionsOf(options, []), files: [file] }));
  const accept = options.interactive ? asker(around) : undefined;
  const codes = projects.map((load) => fixOne(around, fixProject(around.host, load, accept && { accept }), options));
  return codes.includes(exitCodes.failed) ? exitCodes.failed : exitCodes.done;
}

/** Shows a likely change and asks whether it is meant; after `q`, or at the end of input, none is. */
function asker(around: Surroundings): (offer: Offer) => boolean {
  const { ask } = around;
  if (!ask) throw new UsageError('--interactive asks questions, and standard input is not a terminal: leave it out');
  const style = styleOn(around, 'err');
  let isOver = false;
  return ({ problem, mend, file, before, after }) => {
    if (isOver) return false;
    reportDiagnostics(around, [problem]);
    for (const line of unifiedDiff({ name: file, text: before }, { name: file, text: after }, maskedLines))
      around.err(`${paintedDiffLine(line, style)}\n`);
    const answer = ask(`${mend.title}? [y/N/q] `)?.trim().toLowerCase() ?? 'q';
    isOver = answer === 'q';
    return answer === 'y' || answer === 'yes';
  };
}

function fixOne(around: Surroundings, { fixed, diagnostics }: FixResult, options: FixOptions): ExitCode {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  reportDiagnostics(around, errors, options.report);
  const style = styleOn(around, 'out');
  for (const file of fixed) {
    const name = file.file;
    for (const line of unifiedDiff({ name, text: file.before }, { name, text: file.after }, maskedLines))
      around.out(`${paintedDiffLine(line, style)}\n`);
    if (options.dryRun) continue;
    try {
      replaceFile(localForm(around.host, file.path), file.bytes);
    } catch (error) {
      around.err(`transpose: cannot write ${systemErrorText(error, file.file)}\n`);
      return exitCodes.failed;
    }
  }
  if ((options.report ?? 'text') === 'text') around.err(closing(fixed, errors, options.dryRun === true));
  return errors.length > 0 ? exitCodes.failed : exitCodes.done;
}

function closing(fixed: readonly Fixed[], errors: readonly Diagnostic[], dryRun: boolean): string {
  const lines = fixed.flatMap(({ file, mended }) => [
    `${file}: ${mended.length} ${mended.length === 1 ? 'error' : 'errors'} ${dryRun ? 'can be fixed' : 'fixed'}`,
    ...mended.map(({ span, mend, message }) => {
      const place = span ? `${positionOf(span.source, span.start).line}: ` : '';
      return `  ${place}${mend?.title ?? message}`;
    }),
  ]);
  lines.push(...leftOver(errors));
  if (fixed.length === 0 && errors.length === 0) lines.push('There is nothing to fix.');
  return lines.map((line) => `${line}\n`).join('');
}

/** Why errors are left: each in one of three ways. */
function leftOver(errors: readonly Diagnostic[]): readonly string[] {
  const offered = errors.filter(({ mend }) => mend?.likely).length;
  const withheld = errors.filter(({ mend }) => mend && !mend.likely).length;
  const rest = errors.length - offered - withheld;
  const count = (number: number): string => `${number} ${number === 1 ? 'error' : 'errors'}`;
  return [
    ...(rest > 0 ? [`${count(rest)} ${rest === 1 ? 'has' : 'have'} no fix.`] : []),
    ...(offered > 0
      ? [`${count(offered)} ${offered === 1 ? 'has' : 'have'} a likely fix: transpose fix --interactive asks for it.`]
      : []),
    ...(withheld > 0
      ? [
          `${count(withheld)} ${withheld === 1 ? 'has' : 'have'} a fix that is not applied: the project would still be refused.`,
        ]
      : []),
  ];
}
