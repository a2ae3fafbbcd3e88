import type { Command } from 'commander';
import { Option } from 'commander';
import type { PsOptions } from '../actions/ps.ts';
import { ps } from '../actions/ps.ts';
import { addClusterOptions, conversionHelp } from '../cluster/cluster-options.ts';
import type { Action } from '../program.ts';
import { projectOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';

export function addPsCommand(program: Command, around: Surroundings, choose: (action: Action) => void): void {
  const command = program
    .command('ps')
    .summary('list the services that run on the cluster')
    .description('Lists the services of the project that transpose up made, and what hinders those that are not ready.')
    .usage('[OPTION]… [SERVICE]…')
    .argument('[SERVICE...]', 'only these services')
    .addOption(new Option('--format <FORMAT>', 'form of the output (default: table)').choices(['table', 'json']));
  addClusterOptions(command);
  command
    .addHelpText('after', `${conversionHelp}\n\nExamples:\n  transpose ps\n  transpose ps --format json`)
    .action((services: readonly string[]) => {
      choose(() => ps(around, command, { ...command.opts<PsOptions>(), ...projectOptionsOf(command) }, services));
    });
}
