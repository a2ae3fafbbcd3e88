import { Argument } from 'commander';
import { candidates } from '../completion/candidates.ts';
import type { Shell } from '../completion/scripts.ts';
import { completionScripts, shells } from '../completion/scripts.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CommandDefinition } from '../command-definition.ts';

export const completionCommand: CommandDefinition = {
  name: 'completion',
  summary: 'complete commands, options and services in a shell',
  define(command, around, choose) {
    command
      .description('Prints the script that makes a shell complete the words of transpose.')
      .usage('SHELL')
      .addArgument(new Argument('<SHELL>', 'the shell that is to complete').choices(shells))
      .addHelpText('after', examples)
      .action((shell: Shell) =>
        choose(() => {
          around.out(completionScripts[shell]);
          return exitCodes.done;
        }),
      );
  },
};

/** What the scripts call. */
export const completeCommand: CommandDefinition = {
  name: '__complete',
  define(command, around, choose) {
    command.argument('[WORD...]').action((words: readonly string[]) =>
      choose(() => {
        const program = command.parent ?? command;
        for (const { word, meaning } of candidates(program, words, around)) around.out(`${word}\t${meaning}\n`);
        return exitCodes.done;
      }),
    );
  },
};

const examples = `
Examples:
  eval "$(transpose completion bash)"                       for this shell; in ~/.bashrc for all
  transpose completion zsh >"\${fpath[1]}/_transpose"
  transpose completion fish >~/.config/fish/completions/transpose.fish
  transpose completion powershell | Out-String | Invoke-Expression`;
