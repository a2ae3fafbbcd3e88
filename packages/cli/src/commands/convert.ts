import type { ConvertOptions } from '../actions/convert.ts';
import { convert } from '../actions/convert.ts';
import { convertEach } from '../each/convert-each.ts';
import { watchProject } from '../watch/watch.ts';
import {
  addConversionOptions,
  addHelpOfTargets,
  addOptionsOfTargets,
  defaultTarget,
  withTarget,
} from '../conversion.ts';
import { withImageRecords } from '../images/with-image-records.ts';
import { addKomposeFlags } from '../kompose-flags.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { addProjectOptions, projectOptionsOf } from '../project-options.ts';
import { UsageError } from '../usage-error.ts';

export const convertCommand: CommandDefinition = {
  name: 'convert',
  summary: 'convert the project to another format',
  define(command, around, choose, words) {
    command
      .description(`Converts a Docker Compose project, to ${defaultTarget} unless -t says another target.`)
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services and what they depend on; with --each: directories');
    addConversionOptions(command)
      .option('-o, --output <PLACE>', 'DIR/ for files, FILE for one, - for standard output (default: -)')
      .option('-q, --quiet', 'print errors only')
      .option('--force', 'replace files that were edited or that transpose did not write')
      .option('--check', 'write nothing; exit code 3 when files on the disk are not what would be written')
      .option('--verbose', 'list every key with all its places, also cosmetic and carried ones')
      .option('--watch', 'convert again when a file changes that was read, until Ctrl-C')
      .option('--diff', 'write nothing; show what would change in the files on the disk');
    addProjectOptions(command);
    addOptionsOfTargets(command, words, around);
    addKomposeFlags(command);
    addHelpOfTargets(command, around);
    command.addHelpText('after', examples).action((services: readonly string[]) => {
      choose(() => {
        const options = { ...command.opts<ConvertOptions>(), ...projectOptionsOf(command) };
        if (options.all) throw new UsageError('--all goes with --help');
        const act = options.each ? convertEach : convert;
        return withImageRecords(around, command, options, services, (known) =>
          known.watch
            ? watchProject(around, command, known, services)
            : withTarget(around, known.target, (target) => act(around, command, known, services, target)),
        );
      });
    });
  },
};

const examples = `
Output: files are written whole or not at all. DIR/.transpose-manifest lists what was written; the next run replaces and
removes only that, and not what was edited since (--force does). Files with secrets get mode 600 and a line in
.gitignore. What is approximated or lost is listed on standard error.

--check names each file that is missing, differs, has too open a mode or is no longer made. --diff shows the changes in
the unified format, values of secrets masked, with exit code 0; both together show them with exit code 3.

--each takes directories in the place of services and converts every project in and below them, as in its own directory:
stacks/shop goes into DIR/shop/. node_modules and .git are passed over, links are not followed. There is one report, and
one project that fails does not stop the others.

--watch writes what differs, and says in one line what changed; what is wrong is told, and the watch goes on.

Examples:
  transpose convert -o k8s/
  transpose convert -o k8s/ --check
  transpose convert | kubectl apply -f -
  transpose convert --each stacks/ -o k8s/
  transpose -f compose.yaml -f production.yaml convert -t docker-run -o run.sh
  transpose convert -t systemd -o units/ --strict web worker
  transpose convert -t ./my-templates -o out/ --set region=eu`;
