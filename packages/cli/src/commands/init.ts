import { Option } from 'commander';
import { initTemplate } from '../actions/init.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { starters } from '../starters.ts';

interface InitOptions {
  readonly from: (typeof starters)[number];
}

export const initCommand: CommandDefinition = {
  name: 'init',
  summary: 'begin a format of your own',
  define(init, around, choose) {
    init
      .description('Makes what one begins with.')
      .helpCommand(false)
      .addHelpText('after', '\nExamples:\n  transpose init template my-format --from nomad');
    init
      .command('template')
      .summary('begin templates for a format of your own')
      .description('Writes a directory of templates that works and says how it works. Nothing is ever overwritten.')
      .argument('<DIR>', 'directory to make')
      .addOption(new Option('--from <EXAMPLE>', 'what to begin with').choices([...starters]).default(starters[0]))
      .addHelpText('after', examples)
      .action((directory: string, options: InitOptions) => choose(() => initTemplate(around, directory, options.from)));
  },
};

const examples = `
Examples:
  transpose init template my-format
  transpose init template my-format --from nomad
  transpose convert -t ./my-format -o out/`;
