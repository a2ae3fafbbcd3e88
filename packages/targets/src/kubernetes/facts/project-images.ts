import type { Host, Project } from '@transpose/core';
import { Report } from '@transpose/core';
import { targetCodes } from '../../account/codes.ts';
import { imageBuilders } from '../../shared/images/built-images.ts';
import { dockerImageName, noImages } from '../../shared/images/image-lookup.ts';
import { projectFiles } from '../../shared/project-files.ts';
import type { DockerfileBasis } from '../dockerfile/dockerfile.ts';
import { dockerfileOf } from '../dockerfile/dockerfile.ts';
import { readOptions } from '../options.ts';

/** The images whose records a conversion may use: those of services and hooks, and those that Dockerfiles start from. */
export function projectImages(host: Host, project: Project, allowRead: readonly string[] = []): readonly string[] {
  const basis: DockerfileBasis = {
    project,
    builders: imageBuilders(project),
    files: projectFiles(host, project.working_dir, allowRead),
    options: readOptions({}, new Report(targetCodes)),
    images: noImages,
  };
  const names = Object.values(project.services)
    .filter(({ provider }) => provider === undefined)
    .flatMap((service) => [
      dockerImageName(project, service),
      dockerfileOf(basis, service)?.base,
      ...service.pre_start.map(({ image }) => image),
    ]);
  const isName = (name: string | undefined): name is string => name !== undefined && !['', 'scratch'].includes(name);
  return [...new Set(names.filter(isName))].sort();
}
