import type { FixOptions } from '../actions/fix.ts';
import { fix } from '../actions/fix.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { addProjectOptions, projectOptionsOf } from '../project-options.ts';

export const fixCommand: CommandDefinition = {
  name: 'fix',
  summary: 'fix what needs no guessing',
  define(command, around, choose) {
    command
      .description('Fixes errors in Compose files that have only one possible fix; all other bytes stay as they are.')
      .usage('[OPTION]… [FILE]…')
      .argument('[FILE...]', 'each FILE is its own project; without FILE, the project in this directory')
      .option('--dry-run', 'write nothing, show what would change')
      .option('--interactive', 'ask for each change that is likely but not certain');
    addProjectOptions(command)
      .addHelpText('after', examples)
      .action((files: readonly string[]) => {
        choose(() => fix(around, { ...command.opts<FixOptions>(), ...projectOptionsOf(command) }, files));
      });
  },
};

const examples = `
Exit code: 0 when no error is left, else 1.

Examples:
  transpose fix --dry-run
  transpose fix compose.yaml
  transpose fix --interactive      misspelt keys and names too, one by one`;
