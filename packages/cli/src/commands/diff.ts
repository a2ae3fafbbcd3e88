import { Option } from 'commander';
import type { DiffOptions } from '../actions/diff.ts';
import { diff } from '../actions/diff.ts';
import { addClusterOptions, conversionHelp } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const diffCommand: CommandDefinition = {
  name: 'diff',
  summary: 'show what up would change on the cluster',
  define(command, around, choose, words) {
    command
      .description(
        'Asks the cluster what transpose up would change, and changes nothing. Values of Secrets are hidden. Exit code 3 when something would change.',
      )
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services and what they depend on')
      .addOption(new Option('--format <FORMAT>', 'form of the output (default: text)').choices(['text', 'json']));
    addClusterOptions(command, words, around);
    command
      .addHelpText(
        'after',
        `${conversionHelp}\n\nExamples:\n  transpose diff\n  transpose diff && echo 'nothing to do'`,
      )
      .action((services: readonly string[]) => {
        choose(() => diff(around, command, { ...command.opts<DiffOptions>(), ...projectOptionsOf(command) }, services));
      });
  },
};
