import { sha256Hex } from '../shared/hash.ts';
import type { Conversion } from '../target.ts';
import type { ConfigMap, PodSpec, PodTemplateSpec, Secret } from './objects.ts';

/** Names of ConfigMaps and Secrets that a Pod uses. */
function configReferences(spec: PodSpec): {
  readonly configMaps: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
} {
  const configMaps = new Set<string>();
  const secrets = new Set<string>();
  const add = (set: Set<string>, name: string | undefined) => {
    if (name !== undefined) set.add(name);
  };
  for (const volume of spec.volumes ?? []) {
    add(configMaps, volume.configMap?.name);
    add(secrets, volume.secret?.secretName);
    for (const source of volume.projected?.sources ?? []) {
      add(configMaps, source.configMap?.name);
      add(secrets, source.secret?.name);
    }
  }
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    for (const { valueFrom } of container.env ?? []) {
      add(configMaps, valueFrom?.configMapKeyRef?.name);
      add(secrets, valueFrom?.secretKeyRef?.name);
    }
    for (const source of container.envFrom ?? []) {
      add(configMaps, source.configMapRef?.name);
      add(secrets, source.secretRef?.name);
    }
  }
  return { configMaps, secrets };
}

/** What checksums are made of. */
export interface HashedObjects {
  readonly objects: readonly (ConfigMap | Secret)[];
  /** Part of each checksum of secret values. */
  readonly salt: string | undefined;
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
  const used = configReferences(template.spec);
  const found = objects.filter((object) =>
    (object.kind === 'ConfigMap' ? used.configMaps : used.secrets).has(object.metadata.name),
  );
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
