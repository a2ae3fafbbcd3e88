import { Option } from 'commander';
import type { CheckOptions } from '../actions/check.ts';
import { check } from '../actions/check.ts';
import { checkEach } from '../each/convert-each.ts';
import { addConversionOptions, addOptionsOfTargets, withTarget } from '../conversion.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { withImageRecords } from '../images/with-image-records.ts';
import { addProjectOptions, projectOptionsOf } from '../project-options.ts';

export const checkCommand: CommandDefinition = {
  name: 'check',
  summary: 'show what a conversion approximates and loses',
  define(command, around, choose, words) {
    command
      .description(
        'Converts without writing, and prints what behaves differently or is lost, with its place and what to do.',
      )
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services and what they depend on; with --each: directories');
    addConversionOptions(command)
      .addOption(new Option('--format <FORMAT>', 'form of the output (default: text)').choices(['text', 'json']))
      .option('--json', 'the same as --format json')
      .option('-q, --quiet', 'print errors only; the exit code tells the rest')
      .option('--verbose', 'list every key with all its places, also cosmetic and carried ones');
    addProjectOptions(command);
    addOptionsOfTargets(command, words, around);
    command.addHelpText('after', examples).action((services: readonly string[]) => {
      choose(() => {
        const options = { ...command.opts<CheckOptions>(), ...projectOptionsOf(command) };
        const act = options.each ? checkEach : check;
        return withTarget(around, options.target, (target) =>
          withImageRecords(around, command, options, services, (known) =>
            act(around, command, known, services, target),
          ),
        );
      });
    });
  },
};

const examples = `
The options of a target are those of transpose convert --help.

Examples:
  transpose check -t kubernetes
  transpose check --each stacks/             every project in and below a directory, as one report
  transpose check -t systemd --strict        exit code 3 when something is lost
  transpose check --strict=all --format json`;
