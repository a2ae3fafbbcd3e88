import type { Client } from '../client/client.ts';
import type { PodTemplate, TemplateContainer, TemplateSpec } from '../client/live.ts';
import { podTemplateOf } from '../client/live.ts';
import type { KubernetesObject, LiveObject } from '../client/resource.ts';
import { nameOf, pathOf } from '../client/resource.ts';
import type { AppliedObject } from './up.ts';
import { workloadsOf } from './wait.ts';

/** An image that the project builds, as it is now. */
export interface BuiltImage {
  readonly image: string;
  /** In its registry, once it was pushed: `sha256:…`. */
  readonly digest?: string;
  /** On this machine, when it was loaded into the cluster from here. */
  readonly id?: string;
}

const annotation = 'transpose/built-images';

/**
 * The objects with the images that the project builds as they are now, so that a workload is rolled when its image is another
 * one under the same name, and only then: by the digest, or by an annotation with the id. Of what is not known now, the
 * workload keeps what it has on the cluster.
 */
export async function withBuiltImages(
  client: Client,
  objects: readonly AppliedObject[],
  images: readonly BuiltImage[],
): Promise<readonly AppliedObject[]> {
  const known = new Map(images.map((one) => [one.image, one]));
  const workloads = new Set<KubernetesObject>(workloadsOf(objects));
  const uses = (one: AppliedObject): boolean =>
    workloads.has(one) && containersOf(templateOf(one)).some(({ image }) => known.has(image));
  return Promise.all(
    objects.map(async (object) => {
      if (!uses(object)) return object;
      const live = await client.find<LiveObject & Readonly<Record<string, unknown>>>({ path: pathOf(nameOf(object)) });
      return pinned(object, known, live && templateOf(live as unknown as AppliedObject));
    }),
  );
}

const templateOf = ({ spec }: AppliedObject): PodTemplate | undefined =>
  podTemplateOf(spec as TemplateSpec | undefined);

const containersOf = (template: PodTemplate | undefined): readonly TemplateContainer[] => [
  ...(template?.spec.initContainers ?? []),
  ...(template?.spec.containers ?? []),
];

function pinned(
  object: AppliedObject,
  known: ReadonlyMap<string, BuiltImage>,
  live: PodTemplate | undefined,
): AppliedObject {
  const before = new Map(containersOf(live).map(({ name, image }) => [name, image]));
  const pin = <T extends TemplateContainer>(container: T): T => {
    const built = known.get(container.image);
    if (!built || container.image.includes('@')) return container;
    const was = before.get(container.name);
    const kept = built.id === undefined && was?.startsWith(`${container.image}@`) ? was : container.image;
    return { ...container, image: built.digest === undefined ? kept : `${container.image}@${built.digest}` };
  };
  const change = (template: PodTemplate): PodTemplate => {
    const { initContainers, containers } = template.spec;
    const ids = [...new Set(containersOf(template).flatMap(({ image }) => known.get(image) ?? []))];
    const note = ids.every(({ id, digest }) => id === undefined && digest === undefined)
      ? live?.metadata?.annotations?.[annotation]
      : ids.flatMap(({ image, id }) => (id === undefined ? [] : [`${image}=${id}`])).join(' ');
    const annotations = { ...template.metadata?.annotations, ...(note && { [annotation]: note }) };
    return {
      ...template,
      metadata: { ...template.metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
      spec: {
        ...template.spec,
        ...(initContainers && { initContainers: initContainers.map(pin) }),
        containers: containers.map(pin),
      },
    };
  };
  const spec = object['spec'] as TemplateSpec;
  if (spec.template) return { ...object, spec: { ...spec, template: change(spec.template) } };
  const { jobTemplate } = spec;
  if (!jobTemplate) return object;
  const inner = { ...jobTemplate.spec, template: change(jobTemplate.spec.template) };
  return { ...object, spec: { ...spec, jobTemplate: { ...jobTemplate, spec: inner } } };
}
