import type { Project, Service } from '@transpose/core';

/** Which service's `build` makes the image of which services. */
export interface ImageBuilders {
  /** For each service whose image the project builds, the service that builds it. */
  readonly of: ReadonlyMap<string, string>;
  /** For each service that builds, all services that use its image, itself included, in source order. */
  readonly users: ReadonlyMap<string, readonly Service[]>;
}

export const noBuilders: ImageBuilders = { of: new Map(), users: new Map() };

/** The name of a service's image; a build without `image` has the name that Docker Compose gives it. */
const imageName = (project: Project, service: Service): string =>
  service.image?.text ?? `${project.name}-${service.name}`;

/**
 * A service with `build` builds its own image, unless an earlier service has an equal `build`; a service without one uses
 * what another builds under the same image name.
 * Source: docker compose, `pkg/compose/pull.go`, isServiceImageToBuild, which looks through all services by image name.
 */
export function imageBuilders(project: Project): ImageBuilders {
  const services = Object.values(project.services);
  const byBuild = new Map<string, string>();
  const byImage = new Map<string, string>();
  const ofBuilds = new Map<string, string>();
  for (const service of services) {
    if (!service.build) continue;
    const key = JSON.stringify([service.build, service.platform, service.pull_policy]);
    const builder = byBuild.get(key) ?? service.name;
    byBuild.set(key, builder);
    ofBuilds.set(service.name, builder);
    const image = imageName(project, service);
    if (!byImage.has(image)) byImage.set(image, builder);
  }
  const of = new Map<string, string>();
  const users = new Map<string, Service[]>();
  for (const service of services) {
    const builder = ofBuilds.get(service.name) ?? byImage.get(imageName(project, service));
    if (builder === undefined) continue;
    of.set(service.name, builder);
    users.set(builder, [...(users.get(builder) ?? []), service]);
  }
  return { of, users };
}
