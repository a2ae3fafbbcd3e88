import type { Build, Service } from '@transpose/core';
import { utf8Text } from '../../shared/bytes/utf8.ts';
import type { Basis } from '../facts/basis.ts';
import type { Ignored } from './ignore.ts';
import { readIgnore } from './ignore.ts';
import type { DockerfileStage } from './stage.ts';
import { parseDockerfile } from './stage.ts';
import { builderOf, imageOf } from '../pod/image.ts';

export type DockerfileBasis = Pick<Basis, 'project' | 'builders' | 'files' | 'options' | 'images'>;

/** What was read of a project, once. */
const stagesOf = new WeakMap<DockerfileBasis['builders'], Map<string, DockerfileStage | undefined>>();

/**
 * The stage that a service's image is built from, by its own `build` or by that of the service that builds the image;
 * undefined when nothing builds it here, or from no Dockerfile that may be read.
 */
export function dockerfileOf(basis: DockerfileBasis, service: Service): DockerfileStage | undefined {
  const builder = builderOf(basis, service);
  if (!builder?.build) return undefined;
  const stages = stagesOf.get(basis.builders) ?? new Map<string, DockerfileStage | undefined>();
  stagesOf.set(basis.builders, stages);
  if (!stages.has(builder.name)) {
    // An image that is built on itself ends here.
    stages.set(builder.name, undefined);
    stages.set(builder.name, readStage(basis, builder.build));
  }
  return stages.get(builder.name);
}

function readStage(basis: DockerfileBasis, build: Build): DockerfileStage | undefined {
  const text = build.dockerfile_inline ?? readText(basis, dockerfilePath(build));
  if (text === undefined) return undefined;
  return parseDockerfile(text, {
    target: build.target,
    args: build.args,
    imageOf(name) {
      const other = localImage(basis, build, name);
      return other && dockerfileOf(basis, other);
    },
  });
}

/** The service of the project that builds the image of a FROM. */
function localImage(
  basis: DockerfileBasis,
  { additional_contexts: contexts }: Build,
  name: string,
): Service | undefined {
  const { services } = basis.project;
  const named = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
  const service = named === undefined ? undefined : /^service:(.*)$/s.exec(named)?.[1];
  if (service !== undefined) return Object.hasOwn(services, service) ? services[service] : undefined;
  return Object.values(services).find((one) => one.build && [one.image?.text, imageOf(basis, one)].includes(name));
}

/** What a build leaves out of its context: the file beside the Dockerfile counts before that of the context. */
export function ignoredOf(basis: DockerfileBasis, build: Build): Ignored {
  const text =
    (build.dockerfile_inline === undefined ? readText(basis, `${dockerfilePath(build)}.dockerignore`) : undefined) ??
    readText(basis, `${build.context.replace(/\/$/, '')}/.dockerignore`);
  return text === undefined ? () => false : readIgnore(text);
}

function dockerfilePath({ dockerfile = 'Dockerfile', context }: Build): string {
  return dockerfile.startsWith('/') ? dockerfile : `${context.replace(/\/$/, '')}/${dockerfile}`;
}

function readText({ files }: DockerfileBasis, path: string): string | undefined {
  const read = files.read(path);
  if (read.kind !== 'file') return undefined;
  return utf8Text(read.bytes) ?? String.fromCharCode(...read.bytes.subarray(0, 10_000));
}
