import type { CopyDataOptions } from '../actions/copy-data.ts';
import { copyData } from '../actions/copy-data.ts';
import { addClusterOptions, conversionHelp, progressOption, waitTimeoutOption } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { projectOptionsOf } from '../project-options.ts';

export const copyDataCommand: CommandDefinition = {
  name: 'copy-data',
  summary: 'copy what Docker has in volumes and directories into the claims',
  define(command, around, choose, words) {
    command
      .description(
        'Copies the volumes, directories and files of the project from this machine into the claims that stand for them, and compares checksums.',
      )
      .usage('[OPTION]… [VOLUME]…')
      .argument('[VOLUME...]', 'only these volumes, directories, files or claims')
      .option('--engine <PROGRAM>', 'command of the container engine that has the data (default: docker, else podman)')
      .option('--image <IMAGE>', 'image of the Pod and of the containers that copy (default: that of --wait-image)')
      .option('--stop', 'scale workloads that use the claims to 0 while their data is copied')
      .option('--allow-running', 'copy although containers or Pods use the data')
      .option('--force', 'remove what the named volumes hold on the cluster, and copy once more')
      .option('--no-checksums', 'compare names and sizes only')
      .option('--dry-run', 'print the commands, and change nothing')
      .addOption(waitTimeoutOption())
      .addOption(progressOption())
      .option('-y, --yes', 'do not ask before a cluster that is not on this machine is changed');
    addClusterOptions(command, words, around);
    command.addHelpText('after', examples).action((volumes: readonly string[]) => {
      choose(() =>
        copyData(around, command, { ...command.opts<CopyDataOptions>(), ...projectOptionsOf(command) }, volumes),
      );
    });
  },
};

const examples = `${conversionHelp}

Stop the project first: docker compose stop. A claim that holds something is left alone, an interrupted copy goes on where
it was. The image needs sh, tar, find, stat, xargs and sha256sum.

Examples:
  transpose copy-data
  transpose copy-data --dry-run
  transpose copy-data db ./media --engine podman`;
