import type { DownOptions } from '../actions/down.ts';
import { down } from '../actions/down.ts';
import { addClusterOptions, conversionHelp, progressOption } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const downCommand: CommandDefinition = {
  name: 'down',
  summary: 'remove from the cluster what up made',
  define(command, around, choose, words) {
    command
      .description('Removes the objects that transpose up made. Claims and their data stay, unless -v is given.')
      .usage('[OPTION]…')
      .option('-v, --volumes', 'remove the claims too, and with them the data')
      .option('--remove-namespace', 'remove the namespace too, if up made it and nothing of others is in it')
      .addOption(progressOption())
      .option('-y, --yes', 'do not ask before a cluster that is not on this machine is changed');
    addClusterOptions(command, words, around);
    command
      .addHelpText('after', `${conversionHelp}\n\nExamples:\n  transpose down\n  transpose down -v --remove-namespace`)
      .action(() => {
        choose(() => down(around, command, { ...command.opts<DownOptions>(), ...projectOptionsOf(command) }));
      });
  },
};
