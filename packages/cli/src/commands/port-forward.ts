import type { PortForwardOptions } from '../actions/port-forward.ts';
import { portForward } from '../actions/port-forward.ts';
import { addClusterOptions, conversionHelp } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const portForwardCommand: CommandDefinition = {
  name: 'port-forward',
  summary: 'reach ports of services on this machine',
  define(command, around, choose, words) {
    command
      .description(
        'Opens the published ports of services on this machine, and passes connections on to Pods that are ready, until Ctrl-C.',
      )
      .usage('[OPTION]… [SERVICE [[LOCAL:]PORT]…]')
      .argument('[SERVICE]', 'only this service')
      .argument('[PORT...]', 'ports of its container, published or not')
      .option('--address <IP>', 'address of this machine (default: 127.0.0.1)');
    addClusterOptions(command, words, around);
    command
      .addHelpText(
        'after',
        `${conversionHelp}\n\nExamples:\n  transpose port-forward\n  transpose port-forward db 15432:5432`,
      )
      .action((service: string | undefined, ports: readonly string[]) => {
        choose(() => {
          const options = { ...command.opts<PortForwardOptions>(), ...projectOptionsOf(command) };
          return portForward(around, command, options, service, ports);
        });
      });
  },
};
