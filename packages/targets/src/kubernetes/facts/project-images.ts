import type { Host, Project, Service } from '@transpose/core';
import { Report } from '@transpose/core';
import { targetCodes } from '../../account/codes.ts';
import { imageBuilders } from '../../shared/images/built-images.ts';
import { dockerImageName, noImages } from '../../shared/images/image-lookup.ts';
import { projectFiles } from '../../shared/project-files.ts';
import type { DockerfileBasis } from '../dockerfile/dockerfile.ts';
import { dockerfileOf } from '../dockerfile/dockerfile.ts';
import { readOptions } from '../options.ts';

/** An image whose record a conversion may use. */
export interface ProjectImage {
  /** As the Compose file or the Dockerfile has it. */
  readonly name: string;
  /** `platform` of the service that runs it. */
  readonly platform?: string;
  /** The project builds it, and gives it no name: it is on no registry. */
  readonly isBuilt: boolean;
}

/** The images of services and hooks, and those that Dockerfiles start from, each once, by name. */
export function projectImages(
  host: Host,
  project: Project,
  allowRead: readonly string[] = [],
): readonly ProjectImage[] {
  const basis: DockerfileBasis = {
    project,
    builders: imageBuilders(project),
    files: projectFiles(host, project.working_dir, allowRead),
    options: readOptions({}, new Report(targetCodes)),
    images: noImages,
  };
  const images = new Map<string, ProjectImage>();
  const add = (name: string | undefined, { platform }: Service, isBuilt = false): void => {
    if (name === undefined || ['', 'scratch'].includes(name) || images.has(name)) return;
    images.set(name, { name, isBuilt, ...(platform ? { platform } : {}) });
  };
  for (const service of Object.values(project.services)) {
    if (service.provider !== undefined) continue;
    const { of } = basis.builders;
    add(dockerImageName(project, service), service, service.image === undefined && of.has(service.name));
    add(dockerfileOf(basis, service)?.base, service);
    for (const { image } of service.pre_start) add(image, service);
  }
  return [...images.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}
