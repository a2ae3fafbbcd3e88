import type { FileReference, Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { ExternalObject, PodVolume, VolumeMount, ConfigMap, Secret } from '../objects/objects.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PodParts } from '../pod/pod-parts.ts';
import type { Storage } from '../storage/storage.ts';
import type { Section, Source } from './config-source.ts';
import { configSource } from './config-source.ts';
import type { PodVolumes } from '../pod/pod-volumes.ts';
import { podVolumes } from '../pod/pod-volumes.ts';
import { containerPath } from '../storage/container-path.ts';
import { noParts } from '../storage/parts.ts';

/** Top-level secrets and configs as objects, and their mounts. */
export interface ConfigFiles {
  of(service: string): PodParts;
  /** Objects that Pods refer to and that the user creates. */
  readonly external: readonly ExternalObject[];
  readonly objects: readonly (ConfigMap | Secret)[];
}

/** `secrets` and `configs`: an object for each, and each file mounted on its own, so that it hides nothing beside it. */
export function configFilesOf(context: KubernetesContext, storage: Pick<Storage, 'of'>): ConfigFiles {
  const volumes = podVolumes(context.names);
  const sources = new Map<string, Source>();
  const sourceOf = (section: Section, key: string, reader: string): Source | undefined => {
    const id = `${section} ${key}`;
    const source = sources.get(id) ?? configSource(context, section, key, reader);
    if (source) sources.set(id, source);
    return source;
  };
  const parts = new Map(
    context.pods.emitted.map((service) => {
      const taken = new Set(storage.of(service.name).volumeMounts.map(({ mountPath }) => mountPath));
      return [service.name, partsOf(context, service, volumes, taken, sourceOf)] as const;
    }),
  );
  const all = [...sources.values()];
  return {
    of: (service) => parts.get(service) ?? noParts,
    objects: all.flatMap(({ object }) => object ?? []),
    external: all.filter(({ object }) => !object).map(({ kind, name }): ExternalObject => ({ kind, name })),
  };
}

function partsOf(
  context: KubernetesContext,
  service: Service,
  volumes: PodVolumes,
  taken: ReadonlySet<string>,
  sourceOf: (section: Section, key: string, reader: string) => Source | undefined,
): PodParts {
  const found = (['secrets', 'configs'] as const).flatMap((section) =>
    service[section].flatMap((reference, index) => {
      const path = pathTo(['services', service.name, section, index]);
      const mountPath = mountPathOf(section, reference);
      if (taken.has(mountPath)) {
        context.ledger.dropped(path, `A volume is mounted at ${mountPath} already`);
        return [];
      }
      const source = sourceOf(section, reference.source, service.name);
      if (!source) return [];
      reportOwner(context, path, reference);
      const volume = volumeOf(volumes, source, (reference.mode ?? 0o444) & 0o777);
      const mount: VolumeMount = {
        name: volume.name,
        mountPath,
        subPath: source.key,
        readOnly: true,
      };
      return [{ volume, mount, group: groupOf(reference) }];
    }),
  );
  // Of two at one place the later counts: mount paths are unique.
  const byPath = new Map(found.map((one) => [one.mount.mountPath, one]));
  const used = [...byPath.values()];
  const fsGroup = used.map(({ group }) => group).find((group) => group !== undefined);
  return {
    ...noParts,
    volumes: [...new Map(used.map(({ volume }) => [volume.name, volume])).values()],
    volumeMounts: used.map(({ mount }) => mount),
    ...(fsGroup !== undefined && { fsGroup }),
  };
}

function volumeOf(volumes: PodVolumes, { kind, name }: Source, mode: number): PodVolume {
  return volumes.volume(
    name,
    kind === 'Secret'
      ? { secret: { secretName: name, defaultMode: mode } }
      : { configMap: { name, defaultMode: mode } },
  );
}

/** Where a secret or config is in a container. */
export function mountPathOf(section: Section, { source, target }: FileReference): string {
  const root = section === 'secrets' ? '/run/secrets' : '/';
  const path = target === undefined || target === '' ? source : target;
  return containerPath(path, root);
}

/** Never the group of root: it would own nothing more. */
function groupOf({ gid }: FileReference): number | undefined {
  const group = Number(gid ?? Number.NaN);
  return Number.isInteger(group) && group > 0 ? group : undefined;
}

function reportOwner(context: KubernetesContext, path: KeyPath, { uid, gid }: FileReference): void {
  if (uid !== undefined && uid !== '0') {
    context.ledger.dropped(
      [...path, 'uid'],
      'Files of Secrets and ConfigMaps belong to root',
      'Let the mode or the gid give the right to read',
    );
  }
  if (gid !== undefined && gid !== '0') {
    if (/^\d+$/.test(gid))
      context.ledger.approximated(
        [...path, 'gid'],
        'Pod.spec.securityContext.fsGroup',
        'It is the group of all volumes of the Pod',
      );
    else context.ledger.dropped([...path, 'gid'], 'Kubernetes takes numbers only', 'Write its number');
  }
}
