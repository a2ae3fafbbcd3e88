import { Option } from 'commander';
import type { PsOptions } from '../actions/ps.ts';
import { ps } from '../actions/ps.ts';
import { addClusterOptions, conversionHelp } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const psCommand: CommandDefinition = {
  name: 'ps',
  summary: 'list the services that run on the cluster',
  define(command, around, choose, words) {
    command
      .description(
        'Lists the services of the project that transpose up made, and what hinders those that are not ready.',
      )
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services')
      .addOption(new Option('--format <FORMAT>', 'form of the output (default: table)').choices(['table', 'json']));
    addClusterOptions(command, words, around);
    command
      .addHelpText('after', `${conversionHelp}\n\nExamples:\n  transpose ps\n  transpose ps --format json`)
      .action((services: readonly string[]) => {
        choose(() => ps(around, command, { ...command.opts<PsOptions>(), ...projectOptionsOf(command) }, services));
      });
  },
};
