import { shellQuoted } from '@transpose/targets';
import type { ProjectOptions } from '../project-options.ts';

/** The options that say which project is meant, and where it runs. */
export type ProjectChoice = Pick<
  ProjectOptions,
  'file' | 'projectName' | 'projectDirectory' | 'profile' | 'envFile'
> & {
  readonly context?: string;
  readonly namespace?: string;
};

/** A command for the project that the options chose: a line to paste must not reach another one. */
export function lineFor(command: string, options: ProjectChoice): string {
  const given: readonly (readonly [flag: string, values: readonly (string | undefined)[]])[] = [
    ['--file', options.file ?? []],
    ['--project-name', [options.projectName]],
    ['--project-directory', [options.projectDirectory]],
    ['--profile', options.profile ?? []],
    ['--env-file', options.envFile ?? []],
    ['--context', [options.context]],
    ['--namespace', [options.namespace]],
  ];
  const words = given.flatMap(([flag, values]) =>
    values.flatMap((value) => (value === undefined ? [] : [flag, shellQuoted(value)])),
  );
  return ['transpose', command, ...words].join(' ');
}
