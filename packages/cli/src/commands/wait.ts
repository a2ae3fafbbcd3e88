import { wait } from '../actions/wait.ts';
import type { WaitingOptions } from '../cluster/cluster-options.ts';
import { addClusterOptions, conversionHelp, progressOption, waitTimeoutOption } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const waitCommand: CommandDefinition = {
  name: 'wait',
  summary: 'wait until the services on the cluster are ready',
  define(command, around, choose, words) {
    command
      .description('Waits until services are ready, and says why one cannot become so. Exit code 1 when one is not.')
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services')
      .addOption(waitTimeoutOption())
      .addOption(progressOption());
    addClusterOptions(command, words, around);
    command
      .addHelpText('after', `${conversionHelp}\n\nExamples:\n  transpose wait\n  transpose wait web --wait-timeout 90s`)
      .action((services: readonly string[]) => {
        choose(() =>
          wait(around, command, { ...command.opts<WaitingOptions>(), ...projectOptionsOf(command) }, services),
        );
      });
  },
};
