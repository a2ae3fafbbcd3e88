import type { Diagnostic, Host, LoadResult, Project } from '@transpose/core';
import { checkEngineValues, checkSettings, loaderReport, Report, withoutRepeats } from '@transpose/core';
import type { TargetCode } from './account/codes.ts';
import { targetCodes } from './account/codes.ts';
import { reportImpossibleTexts } from './impossible-text.ts';
import type { Account, LedgerEntry, LedgerNote, OpenLedger } from './account/ledger.ts';
import { createLedger } from './account/ledger.ts';
import { optionValues } from './option-values.ts';
import { noteOpenSecrets } from './shared/secrets/open-secrets.ts';
import { clashAmong, pathProblem } from './shared/output-path.ts';
import { imageLookup } from './shared/images/image-lookup.ts';
import type { ImageRecords } from './shared/images/image-record.ts';
import { readImages } from './shared/images/read-images.ts';
import { projectFiles } from './shared/project-files.ts';
import { utf8Bytes } from './shared/bytes/utf8.ts';
import { noteWindowsPaths } from './windows-paths.ts';
import { reportSchedules } from './shared/schedules.ts';
import { projectSecrets } from './shared/secrets/project-secrets.ts';
import type { Conversion, FileOf, Layout, NextStep, OptionsOf, OutputFile, Target, VariationKind } from './target.ts';

/** What to convert, and to what. */
export interface ConversionRequest<T extends Target = Target> {
  readonly host: Host;
  /** What `loadProject` gave; it must have a project. */
  readonly loaded: LoadResult;
  readonly target: T;
  /** By the names of `target.options`; what is left out has its default. */
  readonly options?: OptionsOf<T>;
  /** Other forms of the project; only some targets write them. */
  readonly variations?: readonly LoadedVariation[];
  /** `directory` when left out. */
  readonly layout?: Layout;
  /** Absolute paths outside the project directory whose files may be read as well. */
  readonly allowRead?: readonly string[];
  /**
   * The configuration of images by their names, for what only they know: ports, users, commands, volumes, healthchecks.
   * It counts more than what is known of public images by their names.
   */
  readonly images?: ImageRecords;
  /**
   * A random text that goes into hashes of secret values, so that nobody who sees the hash can test guesses. It is kept in
   * the file with the secrets, and given again for the same output. Without it hashes leave secret values out.
   */
  readonly salt?: string;
}

/** What a conversion gives. It never throws for what users can write. */
export interface ConversionResult<File extends OutputFile = OutputFile> {
  /** None when there were errors. */
  readonly files: readonly File[];
  /** What to run with the files, in order. */
  readonly nextSteps: readonly NextStep[];
  /** What became of each key and value that the input uses; made when it is first asked for. */
  readonly account: Account;
  readonly diagnostics: readonly Diagnostic[];
}

/** A variation as it was loaded; it must have a project. */
export interface LoadedVariation {
  readonly kind: VariationKind;
  readonly name: string;
  readonly loaded: LoadResult;
}

/** Converts a loaded project to a target's files. */
export function convert<T extends Target>(request: ConversionRequest<T>): ConversionResult<FileOf<T>>;
export function convert(request: ConversionRequest): ConversionResult {
  const { loaded, target, variations = [] } = request;
  const base = openConversion(request, loaded);
  const others = variations.map(({ kind, name, loaded: one }) => ({ kind, name, ...openConversion(request, one) }));
  const { report, conversion, ledger } = base;
  for (const { kind, name } of variations)
    if (!target.variations?.includes(kind))
      report.add({ code: 'bad-option', message: `the target ${target.name} writes no ${kind} (${name})` });

  // Who writes files in silence asks for no account.
  let account: Account | undefined;
  const result = (files: readonly OutputFile[]): ConversionResult => ({
    files,
    nextSteps:
      files.length === 0
        ? []
        : (target.nextSteps?.({ files, project: conversion.base.project, options: conversion.options }) ?? []),
    get account() {
      return (account ??= joinedAccount(ledger.account(), others));
    },
    diagnostics: withoutRepeats(
      [base, ...others].flatMap((one) => placed(one.report.diagnostics, one.conversion.base.loaded)),
    ),
  });
  const failed = () => [base, ...others].some((one) => one.report.failed);
  if (failed()) return result([]);
  const emitted = target.emit({
    ...conversion,
    variations: others.map(({ kind, name, conversion: one }) => ({ kind, name, conversion: one })),
  });
  reportLongNames(emitted, loaded, report);
  if (failed()) return result([]);
  if (conversion.options['secrets'] !== 'plain') noteOpenSecrets(emitted, loaded, conversion.secrets, ledger);
  return result(checkedFiles(emitted));
}

/** A conversion with its books open. */
interface OpenConversion {
  readonly conversion: Conversion;
  readonly ledger: OpenLedger;
  readonly report: Report<TargetCode>;
}

function openConversion(
  { host, target, options = {}, layout = 'directory', allowRead = [], images = {}, salt }: ConversionRequest,
  loaded: LoadResult,
): OpenConversion {
  const { project } = loaded;
  if (!project) throw new Error('convert needs a project: the load has failed');
  const report = new Report<TargetCode>(targetCodes);
  const ledger = createLedger(loaded, target.support);
  const values = optionValues(target, options, report);
  const read = readImages(images);
  for (const problem of read.problems) report.add({ code: 'bad-option', message: `images: ${problem}` });
  reportImpossibleTexts(loaded, report);
  reportLetThrough(loaded, project, report);
  reportSchedules(project, report);
  noteWindowsPaths(loaded, ledger);
  const conversion: Conversion = {
    base: { project, loaded },
    variations: [],
    options: values,
    layout,
    ledger,
    report,
    secrets: projectSecrets(loaded),
    files: projectFiles(host, project.working_dir, allowRead),
    images: imageLookup(read.images),
    salt,
  };
  return { conversion, ledger, report };
}

/** The account of the base, and what is so in a variation alone. */
function joinedAccount(base: Account, others: readonly OpenConversion[]): Account {
  if (others.length === 0) return base;
  const placeOf = (origin: LedgerNote['origin']) => [origin?.span.source.file, origin?.span.start, origin?.span.end];
  const entries = new Map<string, LedgerEntry>();
  const notes = new Map<string, LedgerNote>();
  for (const account of [base, ...others.map(({ ledger }) => ledger.account())]) {
    for (const entry of account.entries) {
      const id = JSON.stringify([placeOf(entry.origin), entry.path, entry.support]);
      if (!entries.has(id)) entries.set(id, entry);
    }
    for (const note of account.notes) {
      const id = JSON.stringify([placeOf(note.origin), note.message]);
      if (!notes.has(id)) notes.set(id, note);
    }
  }
  return { entries: [...entries.values()], notes: [...notes.values()] };
}

/** A target knows the place in the project; the loader knows where in the sources that is. */
function placed(diagnostics: readonly Diagnostic[], { origins }: LoadResult): readonly Diagnostic[] {
  return diagnostics.map((one) => {
    const span = one.span ?? (one.path && origins.nearest(one.path)?.span);
    return span ? { ...one, span } : one;
  });
}

/** What a load lets through, as `docker compose config` does: `x-transpose`, and values that the engine refuses. */
function reportLetThrough({ tree }: LoadResult, project: Project, report: Report<TargetCode>): void {
  const found = loaderReport();
  if (tree) checkSettings(tree, found);
  checkEngineValues(project, found);
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
