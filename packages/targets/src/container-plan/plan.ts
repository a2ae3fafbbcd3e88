import type { LoadResult, Project, Service } from '@transpose/core';
import type { CheckedLedger } from '../account/ledger.ts';
import { imageBuilders } from '../shared/images/built-images.ts';
import type { ImageLookup } from '../shared/images/image-lookup.ts';
import { noImages } from '../shared/images/image-lookup.ts';
import type { ProjectSecrets } from '../shared/secrets/project-secrets.ts';
import { schedulesOf } from '../shared/schedules.ts';
import { planService } from './container.ts';
import type { PlanContext } from './context.ts';
import { inDirectory } from './context.ts';
import type { Engine } from './engine.ts';
import { docker } from './engine.ts';
import { hideFlags, hideService } from './secrets/hidden-secrets.ts';
import { planNetworks } from './flags/networks.ts';
import { startOrder } from './order.ts';
import { secretBox } from './secrets/secrets.ts';
import type { ContainerPlan } from './types.ts';
import type { Variables } from './secrets/variables.ts';
import { planVolumes } from './volumes.ts';
import type { EngineField } from './engine-field.ts';

/** The variables that a service gives its container, build and hooks: a secret of that name would be taken for one of them. */
const namesOfContainers = (service: Service): readonly string[] =>
  [service.environment, service.build?.args, ...hooksOf(service).map((hook) => hook.environment)].flatMap((named) =>
    Object.keys(named ?? {}),
  );

const hooksOf = (service: Service) => [...service.pre_start, ...service.post_start, ...service.pre_stop];

/** What has to be done to run a project on a container engine. What the engine's command line cannot say goes into the ledger. */
export function planContainers(
  project: Project,
  loaded: Pick<LoadResult, 'origins' | 'environment' | 'unsetLines'>,
  ledger: CheckedLedger<EngineField>,
  hidden: ProjectSecrets,
  engine: Engine = docker,
  variables?: Variables,
  images: ImageLookup = noImages,
): ContainerPlan {
  const ofContainers = new Set(Object.values(project.services).flatMap(namesOfContainers));
  const secrets = secretBox((name) => (variables?.uses(name) ?? false) || ofContainers.has(name));
  const context: PlanContext = {
    project,
    loaded,
    ledger,
    hidden,
    secrets,
    engine,
    builders: imageBuilders(project),
    images,
    schedules: schedulesOf(project),
    ...(variables ? { variables } : {}),
  };
  const services = startOrder(project).filter((service) => !service.provider);
  return {
    engine,
    project: project.name,
    composeFiles: project.files
      .filter((file) => file !== '-')
      .map((file) => inDirectory(project.working_dir, file, true)),
    networks: planNetworks(context).map((one) => ({ ...one, flags: hideFlags(context, one.flags) })),
    volumes: planVolumes(context).map((one) => ({ ...one, flags: hideFlags(context, one.flags) })),
    services: services.map((service) => hideService(context, planService(context, service))),
    secrets: context.secrets.values,
  };
}
