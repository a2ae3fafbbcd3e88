import type { ContainerPlan, ServicePlan } from '../container-plan/types.ts';
import { workdirToMake } from './definitions.ts';
import * as prelude from './prelude/index.ts';
import { usage } from './usage.ts';
import { planVariables } from './variables.ts';

export const machineryLine = `# ${'-'.repeat(100)}
# What follows is the same for every project: how the containers above are made, waited for, upgraded and removed.
# ${'-'.repeat(100)}
`;

/** What the functions know before they begin. */
const beginning = `written_for=$engine
newline='
'
carriage_return=$(printf '\\r')
# What the functions below tell each other.
making='' step='' old='' work='' values='' many=0 built=' ' followers=''
`;

/** The sections of the machinery that a project needs. */
export function machinery(uses: Uses): readonly string[] {
  return [
    beginning,
    prelude.messages,
    prelude.queries,
    prelude.placeFunctions,
    prelude.valueFunctions,
    ...(uses.values ? [prelude.readValues] : []),
    ...(uses.variables ? [prelude.variableFunctions] : []),
    ...(uses.networks ? [prelude.networkFunctions] : []),
    ...(uses.volumes ? [prelude.volumeFunctions] : []),
    ...(uses.external ? [prelude.externalFunctions] : []),
    prelude.imageFunctions,
    ...(uses.builds ? [prelude.buildFunctions] : []),
    prelude.containerFunctions,
    ...(uses.anonymous ? [prelude.carriedFunction] : []),
    uses.files ? prelude.copyFunctions : prelude.noCopies,
    prelude.waitFunctions,
    ...(uses.preStart ? [prelude.preStartFunctions] : []),
    ...(uses.exec ? [prelude.execFunctions] : []),
    prelude.commands,
    usage(uses),
    prelude.commandLine(uses),
  ];
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
