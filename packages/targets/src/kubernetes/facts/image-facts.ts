import type { Service } from '@transpose/core';
import { parseImageReference } from '@transpose/core';
import type { KnownImage } from '../../shared/images/known-images.ts';
import { knownImage } from '../../shared/images/known-images.ts';
import type { DockerfileBasis } from '../dockerfile/dockerfile.ts';
import { dockerfileOf } from '../dockerfile/dockerfile.ts';

/**
 * What the image table knows of a service's image: of the image that its Dockerfile starts from where the project builds
 * it, because ports, data and user are inherited, else of the image that it names.
 */
export function knownImageOf(basis: DockerfileBasis, service: Service): KnownImage | undefined {
  const stage = dockerfileOf(basis, service);
  const base = stage && knownImage(parseImageReference(stage.base));
  return base ?? knownImage(service.image ?? {});
}

/** Whether the Dockerfile of a service puts another program in the place of its base image's. */
export function replacesProgram(basis: DockerfileBasis, service: Service): boolean {
  const stage = dockerfileOf(basis, service);
  return stage?.cmd !== undefined || stage?.entrypoint !== undefined;
}
