import type { LogsOptions } from '../actions/logs.ts';
import { logs } from '../actions/logs.ts';
import { addClusterOptions, conversionHelp } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const logsCommand: CommandDefinition = {
  name: 'logs',
  summary: 'show what the containers on the cluster write',
  define(command, around, choose, words) {
    command
      .description('Prints the logs of the services that run on the cluster. Secrets of the project are masked.')
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services')
      .option('-f, --follow', 'go on with what is written, also by new Pods, until Ctrl-C')
      .option('--since <TIME>', 'not what is older: 10m, 2026-01-31T12:00:00Z')
      .option('-n, --tail <LINES>', 'so many of the last lines of each container, or all (default: all)')
      .option('-t, --timestamps', 'with the time of each line')
      .option('--no-log-prefix', 'without the names of the services');
    addClusterOptions(command, words, around);
    command
      .addHelpText('after', `${conversionHelp}\n\nExamples:\n  transpose logs\n  transpose logs -f --tail 20 web`)
      .action((services: readonly string[]) => {
        choose(() => logs(around, command, { ...command.opts<LogsOptions>(), ...projectOptionsOf(command) }, services));
      });
  },
};
