import type { Manifest } from '../kubernetes/objects/objects.ts';
import { patchBetween } from '../kubernetes/patch/difference.ts';
import type { ImageChange } from './images.ts';
import { imageChanges, withImages } from './images.ts';
import type { Written } from './written.ts';

/** A patch of one object of the base. */
export interface ObjectPatch {
  readonly of: Manifest;
  /** Undefined: the object goes. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** A Job with another template has another name. */
  readonly newName?: string;
}

/** What makes a variation of the base. */
export interface VariationChanges {
  readonly images: readonly ImageChange[];
  readonly replicas: readonly { readonly name: string; readonly count: number }[];
  /** New objects, by identity. */
  readonly added: ReadonlySet<Manifest>;
  readonly patches: readonly ObjectPatch[];
}

export function changesOf(base: Written, wanted: Written): VariationChanges {
  const pairs = [...wanted.objects].flatMap(([id, object]) => {
    const known = base.objects.get(id);
    return known ? [[known, object] as const] : [];
  });
  const kept = new Map(pairs);
  const successors = new Set(pairs.map(([, object]) => object));
  const images = imageChanges(pairs, [...wanted.objects.values()]);
  const counts = pairs.flatMap(([known, object]) => replicaChange(known, object));
  const isCounted = new Set(counts.map(({ name }) => name));
  const patches = pairs.flatMap(([known, object]): readonly ObjectPatch[] => {
    if (known.kind === 'Namespace') return namespacePatch(known, object);
    const start = withImages(isCounted.has(known.metadata.name) ? withReplicas(known, object) : known, images);
    const body = patchBetween(start, object, known.kind);
    if (body === undefined) return [];
    const renamed = known.metadata.name !== object.metadata.name;
    return [{ of: known, body: body as Data, ...(renamed && { newName: object.metadata.name }) }];
  });
  const removed = [...base.objects.values()].filter((object) => !kept.has(object));
  return {
    images,
    replicas: counts,
    added: new Set([...wanted.objects.values()].filter((object) => !successors.has(object))),
    patches: [...patches, ...removed.map((of): ObjectPatch => ({ of, body: undefined }))],
  };
}

type Data = Readonly<Record<string, unknown>>;

/** The name of the Namespace follows the kustomization's. */
function namespacePatch(base: Manifest, wanted: Manifest): readonly ObjectPatch[] {
  const named = { ...wanted, metadata: { ...wanted.metadata, name: base.metadata.name } };
  const body = patchBetween(base, named, 'Namespace');
  return body === undefined ? [] : [{ of: base, body: body as Data }];
}

function replicaChange(base: Manifest, wanted: Manifest): VariationChanges['replicas'] {
  const [before, after] = [replicasOf(base), replicasOf(wanted)];
  return before === undefined || after === undefined || before === after
    ? []
    : [{ name: base.metadata.name, count: after }];
}

const replicasOf = (object: Manifest): number | undefined =>
  object.kind === 'Deployment' || object.kind === 'StatefulSet' ? object.spec?.replicas : undefined;

const withReplicas = (object: Manifest, wanted: Manifest): Manifest =>
  ({ ...object, spec: { ...(object as { spec?: object }).spec, replicas: replicasOf(wanted) } }) as Manifest;
