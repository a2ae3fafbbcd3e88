import type { Split } from '../normalize/select.ts';
import type { Report } from '../report/report.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap } from '../tree/node.ts';
import { builtContexts, builtPlatform, oneDockerfile } from './rules/build.ts';
import { containerNames } from './rules/container-names.ts';
import { definedDependencies } from './rules/dependencies.ts';
import { dependencyCycles } from './rules/dependency-cycle.ts';
import { healthTest } from './rules/health-test.ts';
import { hostPorts } from './rules/host-ports.ts';
import { image } from './rules/image.ts';
import { equalLimits, equalScale, oneNamedContainer } from './rules/limits.ts';
import { mountTargets } from './rules/mount-targets.ts';
import { networkMode } from './rules/network-mode.ts';
import type { ProjectView, ServiceRule } from './rules/rule.ts';
import { secretSources } from './rules/secret-source.ts';
import { definedResources } from './rules/undefined-reference.ts';
import { watchTarget } from './rules/watch-target.ts';

/** The rules that each active service keeps, in the order in which they are reported. */
const serviceRules: readonly ServiceRule[] = [
  image,
  oneDockerfile,
  builtContexts,
  builtPlatform,
  networkMode,
  healthTest,
  definedDependencies,
  definedResources,
  equalScale,
  equalLimits,
  oneNamedContainer,
  watchTarget,
  mountTargets,
];

/** Checks the active services, in their final form, against each other and the resources. Source: compose-go's `checkConsistency`. */
export function checkConsistency({ active, disabled }: Split, report: Report): void {
  const section = (name: string): ReadonlyMap<string, Node> => {
    const node = active.entries.get(name);
    return isMap(node) ? node.entries : new Map();
  };
  const project: ProjectView = {
    services: section('services'),
    disabled,
    networks: section('networks'),
    volumes: section('volumes'),
    secrets: section('secrets'),
    configs: section('configs'),
    models: section('models'),
  };
  for (const [name, service] of project.services) {
    if (!isMap(service)) continue;
    const view = { name, service, path: ['services', name], project, report };
    for (const rule of serviceRules) rule(view);
  }
  secretSources(project.secrets, report);
  dependencyCycles(project.services, report);
  hostPorts(project.services, report);
}

/** Checks of the services that are kept at the end. */
export function checkSelected(tree: MapNode, report: Report): void {
  const services = tree.entries.get('services');
  if (isMap(services)) containerNames(services.entries, report);
}
