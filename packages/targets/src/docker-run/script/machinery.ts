import type { ContainerPlan, ServicePlan } from '../../container-plan/types.ts';
import { workdirToMake } from './definitions.ts';
import * as common from '../../shared/shell/shell-files.ts';
import * as shell from '../shell/shell-files.ts';
import * as values from '../values/shell/shell-files.ts';
import { usage } from './usage.ts';
import { planVariables } from '../values/variables.ts';

export const machineryLine = `# ${'-'.repeat(100)}
# What follows is the same for every project: how the containers above are made, waited for, upgraded and removed.
# ${'-'.repeat(100)}
`;

/**
 * The sections of the machinery that a project needs: the files of `shell`, POSIX sh that dash, bash and busybox run alike. A
 * definition hands its words to a function: first what is not an option (`secret NAME VALUE`, `line NAME VALUE`,
 * `file PATH MODE UID GID OWNED CONTENT`, `directory PATH`, `shares ID`), then `--`, then the options of `create`, the image
 * and the command.
 */
export function machinery(uses: Uses): readonly string[] {
  return [
    shell.beginning,
    common.messages,
    common.show,
    shell.quietly,
    shell.queries,
    shell.prepare,
    common.scriptDirectory,
    common.composeDirectory,
    common.projectDirectory,
    values.values,
    ...(uses.values ? [values.readValues] : []),
    ...(uses.variables ? [values.variables] : []),
    ...(uses.networks ? [shell.networks] : []),
    ...(uses.volumes ? [shell.volumes] : []),
    ...(uses.external ? [shell.external] : []),
    shell.images,
    ...(uses.builds ? [shell.builds] : []),
    shell.containers,
    ...(uses.anonymous ? [shell.carriedVolumes] : []),
    uses.files ? shell.copies : shell.noCopies,
    shell.waits,
    ...(uses.preStart ? [shell.preStartHooks] : []),
    ...(uses.exec ? [shell.execHooks] : []),
    shell.commands,
    usage(uses),
    common.projectName,
    uses.variables ? shell.commandLine : withoutVariables(shell.commandLine),
    common.commandLine,
  ];
}

/** What reads the command line, where the option that only variables need tells why it is of no use. */
function withoutVariables(commandLine: string): string {
  return commandLine
    .replace("env_file='' ", '')
    .replace(
      /(?<=^ +\*:--env-file\) ).*(?= ;;$)/m,
      `misused '--env-file: no variable stays open here; convert again with other values'`,
    );
}

/** What a project has of all that a script can do. */
export function usesOf(plan: ContainerPlan) {
  const any = (holds: (service: ServicePlan) => boolean) => plan.services.some(holds);
  const variables = planVariables(plan).size > 0;
  return {
    variables,
    values: variables || plan.secrets.length > 0,
    networks: plan.networks.some((network) => !network.external),
    volumes: plan.volumes.some((volume) => !volume.external),
    external: [...plan.networks, ...plan.volumes].some((one) => one.external),
    builds: any((service) => service.build !== undefined),
    anonymous: any((service) =>
      service.mounts.some((mount) => mount.value.some((part) => typeof part !== 'string' && part.of === 'anonymous')),
    ),
    files: any((service) => service.files.length + workdirToMake(service, plan.engine.name).length > 0),
    preStart: any((service) => service.preStart.length > 0),
    healthy: any((service) => service.waits.some(({ condition }) => condition === 'healthy')),
    exec: any((service) => service.postStart.length + service.preStop.length > 0),
  };
}

export type Uses = ReturnType<typeof usesOf>;

/** For a library, which knows no project. */
export const allUses: Uses = {
  variables: true,
  values: true,
  networks: true,
  volumes: true,
  external: true,
  builds: true,
  anonymous: true,
  files: true,
  preStart: true,
  healthy: true,
  exec: true,
};
