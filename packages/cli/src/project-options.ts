import type { LoadOptions } from '@transpose/core';
import type { Command } from 'commander';
import { Option } from 'commander';

export type ReportForm = 'text' | 'json' | 'sarif';

/** The options that say which project to read; their names are those of `docker compose`. */
export interface ProjectOptions {
  readonly file?: readonly string[];
  readonly projectName?: string;
  readonly projectDirectory?: string;
  readonly profile?: readonly string[];
  readonly envFile?: readonly string[];
  readonly allResources?: boolean;
  readonly report?: ReportForm;
}

const every = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function projectOptions(): readonly Option[] {
  return [
    repeatable('-f, --file <FILE>', 'Compose file, - for standard input (repeatable; default: found as Docker does)'),
    new Option('-p, --project-name <NAME>', 'project name'),
    new Option('--project-directory <DIR>', 'directory that relative paths start from'),
    repeatable('--profile <NAME>', 'switch on a profile, * for all (repeatable)'),
    repeatable('--env-file <FILE>', 'file with variables, instead of .env (repeatable)'),
    new Option('--all-resources', 'keep networks, volumes, secrets and configs that no service uses'),
    new Option('--report <FORM>', 'form of the diagnostics on standard error').choices(['text', 'json', 'sarif']),
  ];
}

/** An option that may be given several times: its value is a list. */
export const repeatable = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(every);

/** Adds the options to a command, shown in its help. */
export function addProjectOptions(command: Command): Command {
  for (const option of projectOptions()) command.addOption(option);
  return command;
}

/** Adds the options to the program, so that they may stand before the name of a command as with `docker compose`. */
export function acceptProjectOptions(program: Command): Command {
  for (const option of projectOptions()) program.addOption(option.hideHelp());
  return program;
}

/** The options before and after the name of the command as one; the later one of two single values counts. */
export function projectOptionsOf(command: Command): ProjectOptions {
  const before = command.parent?.opts<ProjectOptions>();
  const after = command.opts<ProjectOptions>();
  return {
    ...before,
    ...after,
    file: [...(before?.file ?? []), ...(after.file ?? [])],
    profile: [...(before?.profile ?? []), ...(after.profile ?? [])],
    envFile: [...(before?.envFile ?? []), ...(after.envFile ?? [])],
  };
}

export function loadOptionsOf(options: ProjectOptions, services: readonly string[]): LoadOptions {
  return {
    files: options.file ?? [],
    profiles: options.profile ?? [],
    envFiles: options.envFile ?? [],
    services,
    allResources: options.allResources === true,
    ...(options.projectName === undefined ? {} : { projectName: options.projectName }),
    ...(options.projectDirectory === undefined ? {} : { projectDirectory: options.projectDirectory }),
  };
}
