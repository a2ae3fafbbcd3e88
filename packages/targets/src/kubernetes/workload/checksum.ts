import { sha256Hex } from '../../shared/bytes/hash.ts';
import type { Conversion } from '../../target.ts';
import { objectId } from '../objects/metadata.ts';
import type { ConfigMap, PodSpec, PodTemplateSpec, Secret } from '../objects/objects.ts';

/** The ConfigMaps and Secrets that a Pod uses, by kind and name. */
export function configReferences(spec: PodSpec): ReadonlySet<string> {
  const used = new Set<string>();
  const add = (kind: 'ConfigMap' | 'Secret', name: string | undefined) => {
    if (name !== undefined) used.add(objectId(kind, name));
  };
  for (const volume of spec.volumes ?? []) {
    add('ConfigMap', volume.configMap?.name);
    add('Secret', volume.secret?.secretName);
    for (const source of volume.projected?.sources ?? []) {
      add('ConfigMap', source.configMap?.name);
      add('Secret', source.secret?.name);
    }
  }
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    for (const { valueFrom } of container.env ?? []) {
      add('ConfigMap', valueFrom?.configMapKeyRef?.name);
      add('Secret', valueFrom?.secretKeyRef?.name);
    }
    for (const source of container.envFrom ?? []) {
      add('ConfigMap', source.configMapRef?.name);
      add('Secret', source.secretRef?.name);
    }
  }
  return used;
}

/** What checksums are made of. */
export interface HashedObjects {
  /** The objects in order, by kind and name. */
  readonly objects: ReadonlyMap<string, HashedObject>;
  /** Part of each checksum of secret values. */
  readonly salt: string | undefined;
}

interface HashedObject {
  readonly object: ConfigMap | Secret;
  /** Its place among all objects. */
  readonly index: number;
}

export function hashedObjects(objects: readonly (ConfigMap | Secret)[], salt: string | undefined): HashedObjects {
  const entries = objects.map(
    (object, index) => [objectId(object.kind, object.metadata.name), { object, index }] as const,
  );
  return { objects: new Map(entries), salt };
}

/** The salt of a conversion where it is needed and can be kept: in the head of the file with the Secrets. */
export function saltOf({ layout, options, salt }: Conversion): string | undefined {
  return layout === 'directory' && options['json'] !== true ? salt : undefined;
}

/**
 * A Pod that uses ConfigMaps or Secrets of the project carries a checksum of them: files by subPath and variables
 * never change in a running Pod, so a change has to roll it. Which objects may be part of it: docs/decisions/0011-secrets.md.
 */
export function withChecksum(template: PodTemplateSpec, { objects, salt }: HashedObjects): PodTemplateSpec {
  if (!template.spec) return template;
  const found = [...configReferences(template.spec)]
    .flatMap((key) => objects.get(key) ?? [])
    .toSorted((a, b) => a.index - b.index)
    .map(({ object }) => object);
  if (found.length === 0) return template;
  const content = found.map((object) => [
    object.kind,
    object.metadata.name,
    object.data ?? {},
    object.kind === 'ConfigMap' ? (object.binaryData ?? {}) : (object.stringData ?? {}),
  ]);
  const salted = salt !== undefined && found.some(({ kind }) => kind === 'Secret') ? [salt, ...content] : content;
  const annotations = { ...template.metadata?.annotations, 'checksum/config': sha256Hex(JSON.stringify(salted)) };
  return { ...template, metadata: { ...template.metadata, annotations } };
}
