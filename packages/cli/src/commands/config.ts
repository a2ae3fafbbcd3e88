import { Option } from 'commander';
import type { ConfigOptions } from '../actions/config.ts';
import { config } from '../actions/config.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { addProjectOptions, projectOptionsOf } from '../project-options.ts';

export const configCommand: CommandDefinition = {
  name: 'config',
  summary: 'print the project as Docker Compose sees it',
  define(command, around, choose) {
    command
      .description(
        'Prints the project as "docker compose config" does: merged, with variables filled in and defaults set.',
      )
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services and what they depend on');
    addProjectOptions(command)
      .addOption(
        new Option(
          '--format <FORMAT>',
          'form of the output (default: yaml); model: what templates see, or --variables with each use',
        ).choices(['yaml', 'json', 'model']),
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
      .option('--variables', 'variables that the files use: default, whether required, and where')
      .option(
        '--hash <SERVICES>',
        'hash of what needs a new container, for services a,b or *; it is not that of Docker',
      )
      .addOption(new Option('--resolve-image-digests').hideHelp())
      .addOption(new Option('--lock-image-digests').hideHelp())
      .addHelpText('after', examples)
      .action((services: readonly string[]) => {
        choose(() => config(around, { ...command.opts<ConfigOptions>(), ...projectOptionsOf(command) }, services));
      });
  },
};

const examples = `
Examples:
  transpose config
  transpose -f compose.yaml -f production.yaml config --format json
  transpose config --variables
  transpose config web --no-interpolate`;
