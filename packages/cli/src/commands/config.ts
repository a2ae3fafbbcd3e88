import type { LoadOptions } from '@transpose/core';
import { loadProject } from '@transpose/core';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { maskedSurroundings } from '../print/masked-surroundings.ts';
import { reportDiagnostics } from '../print/report.ts';
import type { Action } from '../program.ts';
import type { ProjectOptions } from '../project-options.ts';
import { addProjectOptions, loadOptionsOf, projectOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import { writeOutput } from '../output/write-output.ts';
import type { Question } from './config-answers.ts';
import { answerText, modelText, projectText, questions } from './config-answers.ts';

interface ConfigOptions extends ProjectOptions {
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

export function addConfigCommand(program: Command, around: Surroundings, choose: (action: Action) => void): void {
  const command = program
    .command('config')
    .summary('print the project as Docker Compose sees it')
    .description(
      'Prints the project as "docker compose config" does: merged, with variables filled in and defaults set.',
    )
    .usage('[OPTION]… [SERVICE]…')
    .argument('[SERVICE...]', 'only these services and what they depend on');
  addProjectOptions(command)
    .addOption(
      new Option('--format <FORMAT>', 'form of the output (default: yaml); model: what templates see').choices([
        'yaml',
        'json',
        'model',
      ]),
    )
    .option('-o, --output <FILE>', 'write to a file instead of standard output')
    .option('-q, --quiet', 'print nothing, only check')
    .option('--no-interpolate', 'leave variables as they are')
    .option('--no-normalize', 'fill in no defaults')
    .option('--no-path-resolution', 'leave relative paths as they are')
    .option('--no-consistency', 'let references lead nowhere')
    .option('--no-env-resolution', 'leave env_file as it is')
    .optionsGroup('Instead of the project:')
    .option('--services', 'names of the services')
    .option('--volumes', 'names of the volumes')
    .option('--networks', 'names of the networks')
    .option('--images', 'images of the services')
    .option('--models', 'models of the services')
    .option('--profiles', 'names of the profiles')
    .option('--environment', 'variables that interpolation sees')
    .option('--variables', 'variables that the files use')
    .option('--hash <SERVICES>', 'hash of what needs a new container, for services a,b or *; it is not that of Docker')
    .addOption(new Option('--resolve-image-digests').hideHelp())
    .addOption(new Option('--lock-image-digests').hideHelp())
    .addHelpText('after', examples)
    .action((services: readonly string[]) => {
      choose(() => config(around, { ...command.opts<ConfigOptions>(), ...projectOptionsOf(command) }, services));
    });
}

const examples = `
Examples:
  transpose config
  transpose -f compose.yaml -f production.yaml config --format json
  transpose config --variables
  transpose config web --no-interpolate`;

function config(around: Surroundings, options: ConfigOptions, services: readonly string[]): ExitCode {
  const question = checkUse(options);
  const loaded = loadProject(around.host, configLoadOptions(options, services, question));
  reportDiagnostics(maskedSurroundings(around, loaded), loaded.diagnostics, options.report);
  if (!loaded.tree) return exitCodes.failed;
  if (options.quiet) return exitCodes.done;
  const { format } = options;
  const text =
    format === 'model'
      ? modelText(loaded)
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
  if (options.format === 'model' && (asked[0] !== undefined || !options.interpolate))
    throw new UsageError('--format model prints the whole project, with its variables filled in');
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
