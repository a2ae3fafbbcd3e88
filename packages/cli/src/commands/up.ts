import { Option } from 'commander';
import type { UpOptions } from '../actions/up.ts';
import { up } from '../actions/up.ts';
import { addClusterOptions, conversionHelp, progressOption, waitTimeoutOption } from '../cluster/cluster-options.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { imagesOption } from '../images/images-option.ts';
import { withImageRecords } from '../images/with-image-records.ts';
import { projectOptionsOf } from '../project-options.ts';

export const upCommand: CommandDefinition = {
  name: 'up',
  summary: 'run the project on a Kubernetes cluster',
  define(command, around, choose, words) {
    command
      .description(
        'Converts the project, applies it to the cluster of the kubeconfig, and waits until everything is ready.',
      )
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services and what they depend on')
      .option(
        '-d, --detach',
        'end when everything is ready; else logs follow and published ports are open here, until Ctrl-C',
      )
      .option('--no-forward', 'open no ports on this machine')
      .option('--dry-run', 'list what would be applied; --dry-run=server: let the cluster check it, and change nothing')
      .addOption(new Option('--dry-run-server').hideHelp())
      .option('--build', 'build all images that the project builds (default: those that the engine here does not have)')
      .option('--no-build', 'build no images, and neither load nor push any')
      .option('--force-conflicts', 'take over fields that another manager owns')
      .option('--no-wait', 'do not wait until everything is ready, and end')
      .addOption(waitTimeoutOption())
      .addOption(imagesOption())
      .addOption(progressOption())
      .option('-y, --yes', 'do not ask before a cluster that is not on this machine is changed')
      .option('--verbose', 'tell all that is approximated and lost');
    addClusterOptions(command, words, around);
    command.addHelpText('after', examples).action((services: readonly string[]) => {
      choose(() => {
        const options = { ...command.opts<UpOptions>(), ...projectOptionsOf(command) };
        return withImageRecords(around, command, options, services, (known) => up(around, command, known, services));
      });
    });
  },
};

const examples = `${conversionHelp}

Only objects that carry the label of the project and are in its inventory are changed or removed. Exit code 1 when
something does not become ready, after the reason was told; the cluster is left as it is then.

Examples:
  transpose up -d
  transpose up --context kind-test --namespace try
  transpose up --dry-run=server
  transpose up web --wait-timeout 15m`;
