import { restart } from '../actions/restart.ts';
import type { WaitingOptions } from '../cluster/cluster-options.ts';
import { addClusterOptions, conversionHelp, progressOption, waitTimeoutOption } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const restartCommand: CommandDefinition = {
  name: 'restart',
  summary: 'replace the Pods of services by new ones',
  define(command, around, choose, words) {
    command
      .description(
        'Replaces the Pods of services by new ones, one after the other where there are several, and waits until they are ready.',
      )
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services')
      .option('--no-wait', 'do not wait until everything is ready')
      .addOption(waitTimeoutOption())
      .addOption(progressOption())
      .option('-y, --yes', 'do not ask before a cluster that is not on this machine is changed');
    addClusterOptions(command, words, around);
    command
      .addHelpText(
        'after',
        `${conversionHelp}\n\nExamples:\n  transpose restart\n  transpose restart web --wait-timeout 90s`,
      )
      .action((services: readonly string[]) => {
        choose(() =>
          restart(around, command, { ...command.opts<WaitingOptions>(), ...projectOptionsOf(command) }, services),
        );
      });
  },
};
