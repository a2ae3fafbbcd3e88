import type { LoadOptions } from '@transpose/core';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ReportFile, Reports } from './report-option.ts';
import { joinReports, reportOption } from './report-option.ts';
import { UsageError } from './usage-error.ts';

/** The options that say which project to read; their names are those of `docker compose`. */
export interface ProjectOptions {
  readonly file?: readonly string[];
  readonly projectName?: string;
  readonly projectDirectory?: string;
  readonly profile?: readonly string[];
  readonly envFile?: readonly string[];
  readonly allResources?: boolean;
  /** The form of the report on standard error. */
  readonly report?: Reports['form'];
  readonly reportFiles?: readonly ReportFile[];
  readonly unknownKeys?: 'error' | 'warn';
  /** The old name of `--project-directory`. */
  readonly workdir?: string;
  readonly dryRun?: boolean;
  readonly compatibility?: boolean;
}

const every = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `isTaken`: `-f` is an option of the command, as with `docker compose logs`. */
function projectOptions(isTaken = false): readonly Option[] {
  return [
    repeatable(
      `${isTaken ? '' : '-f, '}--file <FILE>`,
      'Compose file, - for standard input (repeatable; default: found as Docker does)',
    ),
    new Option('-p, --project-name <NAME>', 'project name'),
    new Option('--project-directory <DIR>', 'directory that relative paths start from'),
    repeatable('--profile <NAME>', 'activate a profile, * for all (repeatable)'),
    repeatable('--env-file <FILE>', 'file with variables, instead of .env (repeatable)'),
    new Option('--all-resources', 'keep networks, volumes, secrets and configs that no service uses'),
    new Option('--unknown-keys <HOW>', 'what keys that Compose does not know are; warn: they are dropped').choices([
      'error',
      'warn',
    ]),
    new Option('--no-config', 'read no transpose.config.json, .mjs or .ts of the working directory'),
    new Option('--workdir <DIR>').hideHelp(),
    ...withoutMeaning(),
    reportOption(),
  ];
}

/** Flags of `docker compose` that say how it runs and shows its work: accepted, so that command lines can be kept. */
const withoutMeaning = (): readonly Option[] =>
  ['--ansi <WHEN>', '--progress <FORM>', '--parallel <NUMBER>', '--verbose', '--compatibility'].map((flags) =>
    new Option(flags).hideHelp(),
  );

/** Those of such flags that are given and do nothing for a command. */
export function ignoredFlags(command: Command): readonly string[] {
  const options = projectOptionsOf(command);
  const given = new Set(Object.keys(options));
  const ignored = withoutMeaning().flatMap((option) => (given.has(option.attributeName()) ? [option.long ?? ''] : []));
  const isUsed = (flag: string): boolean =>
    (flag === '--compatibility' && command.name() === 'config') ||
    (flag === '--progress' && ['up', 'down', 'restart', 'wait', 'copy-data'].includes(command.name())) ||
    (flag === '--verbose' && ['convert', 'check', 'up'].includes(command.name()));
  return [
    ...ignored.filter((flag) => !isUsed(flag)),
    ...(options.dryRun && !['fix', 'up', 'copy-data'].includes(command.name()) ? ['--dry-run'] : []),
  ];
}

/** An option that may be given several times: its value is a list. */
export const repeatable = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(every);

/** Adds the options to a command, shown in its help. */
export function addProjectOptions(command: Command): Command {
  const own = new Set(command.options.flatMap(({ short, long }) => [short, long]));
  for (const option of projectOptions(own.has('-f'))) if (!own.has(option.long)) command.addOption(option);
  const hasDryRun = command.options.some(({ long }) => long === '--dry-run');
  return hasDryRun ? command : command.addOption(new Option('--dry-run').hideHelp());
}

/** Adds the options to the program, so that they may appear before the name of a command as with `docker compose`. */
export function acceptProjectOptions(program: Command): Command {
  for (const option of projectOptions()) program.addOption(option.hideHelp());
  return program.addOption(new Option('--dry-run').hideHelp());
}

/** The options before and after the name of the command as one; the later one of two single values counts. */
export function projectOptionsOf(command: Command): ProjectOptions {
  type Given = Omit<ProjectOptions, 'report'> & { readonly report?: Reports };
  const { report: reportBefore, ...before } = command.parent ? rootOf(command).opts<Given>() : {};
  const { report: reportAfter, ...after } = command.opts<Given>();
  const { form, files } = joinReports(reportBefore, reportAfter);
  if (files.length > 0 && !['convert', 'check'].includes(command.name()))
    throw new UsageError('--report FORM=FILE is an option of convert and check');
  return {
    ...before,
    ...after,
    // Always set: it replaces what the command line has under this name, which is the form and the files.
    report: form ?? 'text',
    reportFiles: files,
    file: [...(before.file ?? []), ...(after.file ?? [])],
    profile: [...(before.profile ?? []), ...(after.profile ?? [])],
    envFile: [...(before.envFile ?? []), ...(after.envFile ?? [])],
  };
}

/** The program that a command, or a command of a command, is part of. */
export function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command;
}

export function loadOptionsOf(options: ProjectOptions, services: readonly string[]): LoadOptions {
  return {
    files: options.file ?? [],
    profiles: options.profile ?? [],
    envFiles: options.envFile ?? [],
    services,
    allResources: options.allResources === true,
    ...(options.projectName === undefined ? {} : { projectName: options.projectName }),
    ...directoryOption(options),
    ...(options.unknownKeys === undefined ? {} : { unknownKeys: options.unknownKeys }),
  };
}

function directoryOption({ projectDirectory, workdir }: ProjectOptions): Pick<LoadOptions, 'projectDirectory'> {
  const directory = projectDirectory ?? workdir;
  return directory === undefined ? {} : { projectDirectory: directory };
}
