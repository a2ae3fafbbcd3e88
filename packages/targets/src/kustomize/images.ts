import type { ImageReference } from '@transpose/core';
import { parseImageReference } from '@transpose/core';
import type { Container, Manifest } from '../kubernetes/objects/objects.ts';
import { containersOf, isWorkload, templateOf, withTemplate } from '../kubernetes/workload/template.ts';

/** An entry of `images`: all containers with that image get another. */
export interface ImageChange {
  /** Without tag and digest. */
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
}

function partsOf(image: string): { readonly name: string } & Pick<ImageReference, 'tag' | 'digest'> {
  const { registry, repository, tag, digest } = parseImageReference(image);
  const name = repository === undefined ? image : `${registry === undefined ? '' : `${registry}/`}${repository}`;
  return { name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/**
 * The images that `images` can change: all containers of the base with that name get the same, and nothing else of the
 * variation has an image of the name.
 */
export function imageChanges(
  pairs: readonly (readonly [base: Manifest, wanted: Manifest])[],
  all: readonly Manifest[],
): readonly ImageChange[] {
  const wantedBy = new Map<string, Set<string>>();
  const changed = new Set<string>();
  for (const [base, wanted] of pairs) {
    const after = new Map(containersIn(wanted).map(({ name, image }) => [name, image]));
    for (const { name, image } of containersIn(base)) {
      const next = after.get(name);
      if (image === undefined || next === undefined) continue;
      const own = partsOf(image).name;
      wantedBy.set(own, (wantedBy.get(own) ?? new Set()).add(next));
      if (next !== image) changed.add(own);
    }
  }
  const images = new Set(all.flatMap(containersIn).flatMap(({ image }) => image ?? []));
  return [...changed].flatMap((name): readonly ImageChange[] => {
    const [next, ...others] = wantedBy.get(name) ?? [];
    if (next === undefined || others.length > 0) return [];
    const to = partsOf(next);
    // Kustomize knows a tag or a digest, and no image without both in the place of one with.
    if ((to.tag === undefined) === (to.digest === undefined)) return [];
    if ([...images].some((image) => partsOf(image).name === name && image !== next)) return [];
    return [
      {
        name,
        ...(to.name !== name && { newName: to.name }),
        ...(to.tag !== undefined && { newTag: to.tag }),
        ...(to.digest !== undefined && { digest: to.digest }),
      },
    ];
  });
}

/** An object as it is after the changes of images. */
export function withImages(object: Manifest, changes: readonly ImageChange[]): Manifest {
  if (!isWorkload(object) || changes.length === 0) return object;
  const change = (container: Container): Container => {
    const found = changes.find(({ name }) => container.image !== undefined && partsOf(container.image).name === name);
    if (!found) return container;
    const tag = found.newTag === undefined ? '' : `:${found.newTag}`;
    const digest = found.digest === undefined ? '' : `@${found.digest}`;
    return { ...container, image: `${found.newName ?? found.name}${tag}${digest}` };
  };
  return withTemplate(object, (template) => {
    if (!template.spec) return template;
    const { initContainers, containers } = template.spec;
    return {
      ...template,
      spec: {
        ...template.spec,
        ...(initContainers && { initContainers: initContainers.map(change) }),
        containers: containers.map(change),
      },
    };
  });
}

const containersIn = (object: Manifest): readonly Container[] => {
  const spec = isWorkload(object) ? templateOf(object)?.spec : undefined;
  return spec ? containersOf(spec) : [];
};
