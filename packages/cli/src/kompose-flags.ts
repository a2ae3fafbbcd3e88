import type { Command } from 'commander';
import { Option } from 'commander';
import { UsageError } from './usage-error.ts';

/** Flags of `kompose convert` that mean an option of ours: its name as a value of the command, and what it is set to. */
const taken: readonly (readonly [flags: string, option: string, value?: string | boolean])[] = [
  ['--stdout', 'output', '-'],
  ['-j', 'json', true],
  ['-n <NAME>', 'namespace'],
  ['--pvc-request-size <SIZE>', 'volumeSize'],
  ['-c, --chart', 'target', 'helm'],
  ['--out <PLACE>', 'output'],
  ['--push-image-registry <REGISTRY>', 'registry'],
];

/** Flags that change nothing here: each with the word of `docs/from-kompose.md` for why. */
const idle: readonly string[] = [
  '--with-kompose-annotation [BOOL]',
  '--secrets-as-files',
  '--generate-network-policies',
  '--suppress-warnings',
  '-y, --yaml',
  '--indent <SPACES>',
];

/** Flags that have to be said in another way. */
const refused: readonly (readonly [flags: string, what: string])[] = [
  ['--controller <KIND>', 'set x-transpose: {kind: KIND} on the services that it is for'],
  ['--daemon-set', 'set x-transpose: {kind: DaemonSet} on the services that it is for'],
  ['--replicas <N>', 'give --scale SERVICE=N'],
  ['--volumes <TYPE>', 'give --bind-mounts pvc or host-path'],
  ['--emptyvols', 'write tmpfs in the place of the volumes that may be lost'],
  ['--no-interpolate', 'use -t helm, whose values are the variables, or transpose config --no-interpolate'],
  ['--error-on-warning', 'give --strict, or --strict=all'],
  ['--service-group-mode <MODE>', 'write network_mode: service:NAME on the services that share a Pod'],
  ['--build <TYPE>', 'run build.sh, which is written beside the manifests'],
  ['--push-image', 'run build.sh, which is written beside the manifests'],
];

/** Adds the flags of `kompose convert`, so that scripts go on or are told what to write; help does not show them. */
export function addKomposeFlags(command: Command): void {
  const named = (flags: string) => {
    const option = new Option(flags).hideHelp();
    command.addOption(option);
    return (tell: (value: string) => void) => command.on(`option:${option.name()}`, tell);
  };
  for (const [flags, option, value] of taken)
    named(flags)((given) => command.setOptionValueWithSource(option, value ?? given, 'cli'));
  for (const flags of idle) named(flags);
  for (const [flags, what] of refused)
    named(flags)(() => {
      throw new UsageError(`${flags.replace(/ .*/, '')} is a flag of kompose: ${what} (docs/from-kompose.md)`);
    });
  named('--provider <NAME>')((provider) => {
    if (provider !== 'kubernetes')
      throw new UsageError(
        `--provider ${provider}: only Kubernetes objects are written, which OpenShift takes: it makes Routes of Ingresses`,
      );
  });
}
