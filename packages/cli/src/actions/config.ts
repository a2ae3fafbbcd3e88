import type { LoadOptions } from '@transpose/core';
import { loadProject } from '@transpose/core';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { maskedSurroundings } from '../print/masked-surroundings.ts';
import { reportDiagnostics } from '../print/report.ts';
import type { ProjectOptions } from '../project-options.ts';
import { loadOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import { writeOutput } from '../output/write-output.ts';
import type { Question } from './config-answers.ts';
import { answerText, modelText, projectText, questions, variablesText } from './config-answers.ts';

export interface ConfigOptions extends ProjectOptions {
  readonly format?: 'yaml' | 'json' | 'model';
  readonly output?: string;
  readonly quiet?: boolean;
  readonly interpolate: boolean;
  readonly normalize: boolean;
  readonly pathResolution: boolean;
  readonly consistency: boolean;
  readonly envResolution: boolean;
  readonly services?: boolean;
  readonly volumes?: boolean;
  readonly networks?: boolean;
  readonly images?: boolean;
  readonly models?: boolean;
  readonly profiles?: boolean;
  readonly environment?: boolean;
  readonly variables?: boolean;
  readonly hash?: string;
  readonly resolveImageDigests?: boolean;
  readonly lockImageDigests?: boolean;
}

export function config(around: Surroundings, options: ConfigOptions, services: readonly string[]): ExitCode {
  const question = checkUse(options);
  const loaded = loadProject(around.host, configLoadOptions(options, services, question));
  reportDiagnostics(maskedSurroundings(around, loaded), loaded.diagnostics, options.report);
  if (!loaded.tree) return exitCodes.failed;
  if (options.quiet) return exitCodes.done;
  const { format } = options;
  const text =
    format === 'model'
      ? options.variables
        ? variablesText(loaded)
        : modelText(loaded)
      : question === undefined
        ? projectText(loaded.tree, format ?? 'yaml', !options.interpolate)
        : answerText(loaded, question, {
            ...(format ? { format } : {}),
            ...(options.hash === undefined ? {} : { hash: options.hash }),
          });
  if (question === 'hash') around.err('The hashes are those of transpose: Docker Compose computes others.\n');
  return writeOutput(around, options.output, text);
}

function checkUse(options: ConfigOptions): Question | undefined {
  for (const flag of ['resolveImageDigests', 'lockImageDigests'] as const) {
    if (!options[flag]) continue;
    const name = flag === 'resolveImageDigests' ? '--resolve-image-digests' : '--lock-image-digests';
    throw new UsageError(
      `${name} needs a registry, which transpose never asks; run "docker compose config ${name}" and convert what it prints with -f -`,
    );
  }
  const asked = questions.filter((question) => options[question] !== undefined);
  if (asked.length > 1)
    throw new UsageError(`${asked.map((name) => `--${name}`).join(' and ')} exclude each other: give one`);
  const isWhole = asked[0] === undefined && options.interpolate;
  if (options.format === 'model' && !isWhole && asked[0] !== 'variables')
    throw new UsageError('--format model prints the whole project, with its variables filled in, or --variables');
  return asked[0];
}

/** Questions whose answers do not depend on env files: these may be missing. */
const withoutEnvFiles: ReadonlySet<Question | undefined> = new Set([
  'services',
  'volumes',
  'networks',
  'models',
  'variables',
]);

function configLoadOptions(
  options: ConfigOptions,
  services: readonly string[],
  question: Question | undefined,
): LoadOptions {
  return {
    ...loadOptionsOf(options, services),
    // The variables are wanted, not their values: one that is required may be unset.
    interpolate: options.interpolate && options.variables !== true,
    validation: options.variables !== true,
    // So does the flag of Docker Compose: it leaves the project as it is written.
    normalize: options.normalize && options.compatibility !== true,
    resolvePaths: options.pathResolution,
    consistency: options.consistency,
    resolveEnvironment: options.envResolution && !withoutEnvFiles.has(question),
  };
}
