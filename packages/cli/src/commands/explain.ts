import { targets } from '@transpose/targets';
import { Option } from 'commander';
import type { ExplainOptions } from '../actions/explain.ts';
import { explain } from '../actions/explain.ts';
import { addOptionsOfTargets, allowReadOption, defaultTarget, withTargets } from '../conversion.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { imagesOption } from '../images/images-option.ts';
import { withImageRecords } from '../images/with-image-records.ts';
import { addProjectOptions, projectOptionsOf, repeatable } from '../project-options.ts';

export const explainCommand: CommandDefinition = {
  name: 'explain',
  summary: 'trace a value: source, model, output',
  define(command, around, choose, words) {
    command
      .description('Shows where a value comes from, what the project makes of it, and where it appears in the output.')
      .usage('[OPTION]… PATH…')
      .argument('<PATH...>', 'paths as services.web.ports[0] or volumes.data')
      .addOption(repeatable('-t, --target <TARGET>', `for this format, or all (repeatable; default: ${defaultTarget})`))
      .addOption(allowReadOption())
      .addOption(imagesOption())
      .addOption(new Option('--format <FORMAT>', 'form of the output (default: text)').choices(['text', 'json']))
      .option('--json', 'the same as --format json');
    addProjectOptions(command);
    addOptionsOfTargets(command, words, around);
    command.addHelpText('after', examples).action((paths: readonly string[]) => {
      choose(() => {
        const options = { ...command.opts<ExplainOptions>(), ...projectOptionsOf(command) };
        const names = (options.target ?? [undefined]).flatMap((name) => (name === 'all' ? allTargets : [name]));
        return withTargets(around, [...new Set(names)], (chosen) =>
          withImageRecords(around, command, options, [], (known) => explain(around, command, known, paths, chosen)),
        );
      });
    });
  },
};

const examples = `
Values that look secret are masked. The options of a target are those of transpose convert --help.

Examples:
  transpose explain services.web.ports
  transpose explain services.web.environment.DB_HOST -t kubernetes -t systemd
  transpose explain volumes.data services.db.volumes[0] --json`;

const allTargets = targets.map(({ name }) => name);
