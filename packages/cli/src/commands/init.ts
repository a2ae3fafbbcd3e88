import { Option } from 'commander';
import { initTemplate } from '../actions/init.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { starters } from '../starters.ts';

interface InitOptions {
  readonly from: (typeof starters)[number];
}

export const initCommand: CommandDefinition = {
  name: 'init',
  summary: 'start your own output format',
  define(init, around, choose) {
    init
      .description('Creates a starter directory for your own output format.')
      .helpCommand(false)
      .addHelpText('after', '\nExamples:\n  transpose init template my-format --from nomad');
    init
      .command('template')
      .summary('start templates for your own output format')
      .description('Writes a directory of templates that works and says how it works. Nothing is ever overwritten.')
      .argument('<DIR>', 'directory to make')
      .addOption(new Option('--from <EXAMPLE>', 'example to start from').choices([...starters]).default(starters[0]))
      .addHelpText('after', examples)
      .action((directory: string, options: InitOptions) => choose(() => initTemplate(around, directory, options.from)));
  },
};

const examples = `
Examples:
  transpose init template my-format
  transpose init template my-format --from nomad
  transpose convert -t ./my-format -o out/`;
