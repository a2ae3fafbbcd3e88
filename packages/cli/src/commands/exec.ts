import type { ExecOptions } from '../actions/exec.ts';
import { exec } from '../actions/exec.ts';
import { addClusterOptions, conversionHelp } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const execCommand: CommandDefinition = {
  name: 'exec',
  summary: 'run a command in a container on the cluster',
  define(command, around, choose, words) {
    command
      .description('Runs a command in a running container of a service. The exit code is that of the command.')
      .usage('[OPTION]… SERVICE [--] COMMAND [WORD]…')
      .argument('<SERVICE>', 'the service')
      .argument('<COMMAND...>', 'the command and its words')
      .option('--index <NUMBER>', 'which of several Pods, from the oldest: 1 (default: the newest)')
      .option('-T, --no-tty', 'no terminal, also where there is one');
    addClusterOptions(command, words, around);
    command
      .passThroughOptions()
      .addHelpText(
        'after',
        `${conversionHelp}\n\nExamples:\n  transpose exec db psql -U postgres\n  transpose exec -T db pg_dumpall >all.sql`,
      )
      .action((service: string, given: readonly string[]) => {
        // kubectl asks for `--` before the command, docker compose does not know it.
        const run = given[0] === '--' ? given.slice(1) : given;
        choose(() =>
          exec(around, command, { ...command.opts<ExecOptions>(), ...projectOptionsOf(command) }, service, run),
        );
      });
  },
};
