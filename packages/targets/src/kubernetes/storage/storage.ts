import type { Service } from '@transpose/core';
import { directoryOf } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PodParts } from '../pod/pod-parts.ts';
import { podVolumes } from '../pod/pod-volumes.ts';
import type { BindDecision } from './bind/bind.ts';
import { bindDecision } from './bind/bind.ts';
import { bindClaims } from './bind/bind-claims.ts';
import { bindFiles } from './bind/bind-files.ts';
import type { BindMakers } from './bind/bind-mount.ts';
import { bindMount } from './bind/bind-mount.ts';
import { claimRegistry, sizeOf } from './claims.ts';
import { sharedMemory, tmpfsMounts } from './memory.ts';
import type { MountUse } from './mount-uses.ts';
import { containerPath } from './container-path.ts';
import { mountUses, reportBorrowed } from './mount-uses.ts';
import type { NamedVolumeMakers } from './named-volume.ts';
import { driverOptions, namedVolumeMount } from './named-volume.ts';
import type { MountParts } from './parts.ts';
import { shareRegistry } from './share/share-objects.ts';
import { joinParts, noParts } from './parts.ts';
import { reportParted } from './parted.ts';
import { anonymousMount, dataStoreMount, imageMount, tmpfsMount } from './pod-local.ts';
import type { ConfigMap, PersistentVolume, PersistentVolumeClaim, Secret, ExternalObject } from '../objects/objects.ts';
import type { DataSource } from './data-source.ts';

/** Named volumes, binds, tmpfs, anonymous volumes, volumes_from, shm_size. */
export interface Storage {
  of(service: string): PodParts;
  /** Objects that Pods refer to and that the user creates. */
  readonly external: readonly ExternalObject[];
  readonly persistentVolumes: readonly PersistentVolume[];
  readonly claims: readonly PersistentVolumeClaim[];
  /** What Docker has for each claim. */
  readonly sources: ReadonlyMap<string, readonly DataSource[]>;
  /** ConfigMaps and Secrets made of bind mounts inside the project. */
  readonly files: readonly (ConfigMap | Secret)[];
}

/**
 * The volumes of all services: each mount by its kind, then what sharing claims asks of the Pods.
 */
export function storageOf(context: KubernetesContext): Storage {
  if (sizeOf(context.options.volumeSize) === undefined) {
    context.report.add({
      code: 'bad-option',
      message: `--volume-size ${context.options.volumeSize}: give a size such as 10Gi`,
    });
  }
  const uses = new Map(
    context.pods.emitted.map((service) => [
      service.name,
      mountUses(context, service).map((use) => throughDriver(context, use)),
    ]),
  );
  const binds = new Map<MountUse, BindDecision>();
  for (const use of [...uses.values()].flat())
    if (use.mount.type === 'bind') binds.set(use, bindDecision(context, use));

  reportParted(context, binds);

  const volumes = podVolumes(context.names);
  const makers: BindMakers & NamedVolumeMakers = {
    volumes,
    claims: claimRegistry(context),
    shares: shareRegistry(context),
    bindClaims: bindClaims(context, context.names, claimPaths(binds)),
    files: bindFiles(context, volumes),
  };
  const made = context.pods.emitted.map((service) => {
    reportBorrowed(context, service);
    return [service.name, mountsOf(context, service, uses.get(service.name) ?? [], binds, makers)] as const;
  });
  makers.claims.report();
  const parts = new Map<string, PodParts>(
    made.map(([name, mounts]) => [name, joinParts(mounts, makers.claims.demands(name))]),
  );
  return {
    of: (service) => parts.get(service) ?? noParts,
    persistentVolumes: makers.shares.volumes((claim) => makers.claims.storageOf(claim)),
    claims: makers.claims.objects(),
    sources: makers.claims.sources(),
    files: [...makers.files.objects, ...makers.shares.logins],
    external: [
      ...makers.claims.external.map((name) => ({ kind: 'PersistentVolumeClaim', name }) as const),
      ...makers.files.external.map((name) => ({ kind: 'Secret', name }) as const),
    ],
  };
}

/** A volume of the local driver with `o: bind` is a bind mount of its device. */
function throughDriver(context: KubernetesContext, use: MountUse): MountUse {
  const volume =
    use.mount.type === 'volume' && use.mount.source !== undefined
      ? context.project.volumes[use.mount.source]
      : undefined;
  const { device, type } = driverOptions(volume?.external === false ? volume : undefined);
  if (!device?.startsWith('/')) return use;
  if (type === 'none')
    context.ledger.resolved(
      ['volumes', use.mount.source ?? '', 'driver_opts', 'type'],
      'a bind mount has no file system of its own',
    );
  return { ...use, mount: { ...use.mount, type: 'bind', source: device } };
}

function claimPaths(binds: ReadonlyMap<MountUse, BindDecision>): ReadonlyMap<string, KeyPath> {
  const paths = new Map<string, KeyPath>();
  for (const [{ mount, path }, decision] of binds) {
    if (decision.kind !== 'claim') continue;
    const source = containerPath(mount.source ?? '');
    const folder = decision.file ? directoryOf(source) : source;
    if (!paths.has(folder)) paths.set(folder, pathTo([...path, 'source']));
  }
  return paths;
}

function mountsOf(
  context: KubernetesContext,
  service: Service,
  uses: readonly MountUse[],
  binds: ReadonlyMap<MountUse, BindDecision>,
  makers: BindMakers & NamedVolumeMakers,
): readonly MountParts[] {
  const taken = new Set(uses.map(({ target }) => target));
  const dropped = uses.filter((use) => {
    const decision = binds.get(use);
    return decision?.kind === 'dropped' && decision.built === true;
  });
  return [
    ...uses.map((use) => mountOf(context, use, binds.get(use), dropped, makers)),
    ...tmpfsMounts(context, service, makers.volumes, taken),
    ...sharedMemory(context, service, makers.volumes, taken),
    ...dataStoreMount(context, service, makers.volumes, taken),
  ];
}

function mountOf(
  context: KubernetesContext,
  use: MountUse,
  decision: BindDecision | undefined,
  dropped: readonly MountUse[],
  makers: BindMakers & NamedVolumeMakers,
): MountParts {
  const { mount, path } = use;
  if (decision !== undefined) return bindMount(context, use, decision, makers);
  switch (mount.type) {
    case 'volume':
      return mount.source === undefined || mount.source === ''
        ? anonymousMount(context, use, dropped, makers.volumes)
        : namedVolumeMount(context, use, mount.source, makers);
    case 'tmpfs':
      return tmpfsMount(context, use, makers.volumes);
    case 'image':
      return imageMount(context, use, makers.volumes);
    default:
      context.ledger.dropped(path, `A Pod has no volume of type ${mount.type}`);
      return {};
  }
}
