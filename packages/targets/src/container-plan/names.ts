import type { Service } from '@transpose/core';
import type { KeyPath } from '../account/key-path.ts';
import { pathTo } from '../account/key-path.ts';
import type { PlanContext } from './context.ts';
import { userText } from './context.ts';
import type { Text } from './text.ts';
import { containerName, projectName, replicaNumber, text } from './text.ts';

/**
 * Names of the engine's objects as Compose makes them: `PROJECT-SERVICE-N`, `PROJECT_NETWORK`, `PROJECT_VOLUME`, the
 * image `PROJECT-SERVICE` of a build; or what the user says.
 */
export function nameOfContainer(service: Service): Text {
  if (service.container_name !== undefined) return text(service.container_name);
  return text(projectName, `-${service.name}-`, replicaNumber);
}

/** The name of the first container of a service, for others that refer to it. */
export function nameOfFirstContainer(service: Service): Text {
  return service.container_name === undefined ? standardName(service.name) : nameOfContainer(service);
}

/** The name that a service's first container has when the user gives none. */
export const standardName = (service: string): Text => text(projectName, `-${service}-1`);

export function nameOfNetwork(context: PlanContext, key: string): Text {
  const network = context.project.networks[key];
  return network ? nameOfResource(context, 'networks', key, network) : text(projectName, `_${key}`);
}

export function nameOfVolume(context: PlanContext, key: string): Text {
  const volume = context.project.volumes[key];
  return volume ? nameOfResource(context, 'volumes', key, volume) : text(projectName, `_${key}`);
}

/** The loader fills names in; a name that it made of the project's name follows the name given at run time. */
function nameOfResource(
  context: PlanContext,
  kind: 'networks' | 'volumes',
  key: string,
  resource: { readonly name: string; readonly external: boolean },
): Text {
  const path = pathTo([kind, key, 'name']);
  const origin = context.loaded.origins.at(path);
  const ours =
    !resource.external &&
    resource.name === `${context.project.name}_${key}` &&
    (origin === undefined || origin.implied === true);
  return ours ? text(projectName, `_${key}`) : text(resource.name);
}

export function nameOfImage(context: PlanContext, service: Service): Text {
  const podman = context.engine.name === 'podman';
  if (!service.image) return text(podman ? 'localhost/' : '', projectName, `-${service.name}`);
  const written = imageText(context, pathTo(['services', service.name, 'image']), service.image.text);
  return context.builders.of.has(service.name) && podman && registryOf(service.image.text) !== ''
    ? text('localhost/', written)
    : fullImageName(context, written, service.image.text);
}

/** Podman needs the full name of an image: its variables stay where they are not in the part that tells the registry. */
function imageText(context: PlanContext, path: KeyPath, name: string): Text {
  const written = userText(context, path, name);
  const [first] = written;
  const known = context.engine.name === 'docker' || (typeof first === 'string' && /[/:]/.test(first));
  return known ? written : text(name);
}

/** An image by its full name: Podman takes a short one from whatever registry it is set up to search, Docker from Docker Hub. */
export function fullImageName(context: PlanContext, written: Text, name: string): Text {
  return context.engine.name === 'podman' ? text(registryOf(name), written) : written;
}

/** What a short name leaves out, with a slash. Source: distribution/reference, `splitDockerDomain`. */
function registryOf(name: string): string {
  const [first = ''] = name.split('/', 1);
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(name) || name === '') return '';
  if (first === name) return 'docker.io/library/';
  return /[.:A-Z]/.test(first) || first === 'localhost' ? '' : 'docker.io/';
}

/** The names of a service's containers on a network, each once: the container's own, then the service's and its aliases there. */
export function namesOnNetwork(
  service: Service,
  aliases: readonly string[],
): { readonly ownName: Text; readonly aliases: readonly Text[] } {
  const own = service.container_name;
  const others = [...new Set([service.name, ...aliases])].filter((name) => name !== own);
  return {
    ownName: own === undefined ? text(containerName) : nameOfContainer(service),
    aliases: others.map((name) => text(name)),
  };
}
