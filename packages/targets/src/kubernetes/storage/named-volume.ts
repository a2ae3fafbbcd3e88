import type { Volume } from '@transpose/core';
import { parseMountOptions, volumeSettings } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { resourceAnnotations } from '../workload/annotations.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PodVolume, VolumeMount } from '../objects/objects.ts';
import type { PodVolumes } from '../pod/pod-volumes.ts';
import { usualSize } from './claim-size.ts';
import type { Claims } from './claims.ts';
import { dockerSize } from './claims.ts';
import { dockerFills, fillers, fillingOf, populateHint } from './filling.ts';
import { memorySource } from './memory.ts';
import type { MountUse } from './mount-uses.ts';
import { containerPath } from './container-path.ts';
import type { MountParts } from './parts.ts';
import type { Shares } from './share/share-objects.ts';
import type { Share } from './share/share.ts';
import { isShare, shareOf } from './share/share.ts';

/** Where data is in a claim of ours: a fresh disk holds `lost+found`, Docker's volumes are empty. */
export const dataFolder = 'data';

/** What the mounts of named volumes are made of. */
export interface NamedVolumeMakers {
  readonly volumes: PodVolumes;
  readonly claims: Claims;
  readonly shares: Shares;
}

/** The mount of a top-level volume: its claim, or memory where the volume is a tmpfs. */
export function namedVolumeMount(
  context: KubernetesContext,
  use: MountUse,
  key: string,
  makers: NamedVolumeMakers,
): MountParts {
  const { volumes, claims } = makers;
  const volume = context.project.volumes[key];
  const options = driverOptions(volume);
  if (volume && !volume.external && options.type === 'tmpfs') {
    context.ledger.approximated(
      use.path,
      'Pod.spec.volumes[].emptyDir',
      'Each Pod has a memory of its own, lost with the Pod',
    );
    context.ledger.resolved(['volumes', key, 'driver_opts', 'device'], 'a file system in memory has no device');
    const memory = volumes.volume(key, memorySource(options.size), { key: `volume ${key}` });
    return { volume: memory, volumeMounts: [claimMount(memory, use, '', use.readOnly)] };
  }
  const share = volume && volumeSettings(volume).storageClass === undefined ? shareOf(volume) : undefined;
  if (volume && share) return shareMount(context, use, key, makers, share);
  const name = context.names.volume(key);
  const external = volume?.external === true;
  const annotations = external ? undefined : resourceAnnotations(context, 'volumes', key);
  const settings = { ...context.kompose.ofVolume(key), ...(volume && volumeSettings(volume)) };
  const usual = usualSize(context, use.service, use.target);
  const folder = external ? '' : dataFolder;
  const from = volume && ({ kind: 'volume', name: volume.name, path: use.path, folder } as const);
  claims.use(name, use.service.name, use.path, {
    external,
    size: options.size,
    usual,
    annotations,
    settings,
    ...(from && { from }),
  });
  reportDriver(context, key, volume);

  const claim = volumes.volume(name, { persistentVolumeClaim: { claimName: name } });
  const mount = claimMount(claim, use, folder, use.readOnly);
  const filling = external ? 'needless' : fillingOf(context, use);
  if (filling === 'missing')
    context.ledger.approximated(use.path, 'Container.volumeMounts', `It starts empty; ${dockerFills}`, populateHint);
  else if (filling === 'tried')
    context.ledger.approximated(
      use.path,
      'Container.volumeMounts',
      'An init container tries to copy what the image has at this path, and the Pod starts without it as well',
      'Set x-transpose: {populate: true} to wait until it is copied, or false to start empty',
      'differs',
    );
  else context.ledger.carried(use.path, 'Container.volumeMounts');
  const initContainers = fillers(context, use, filling, claim, mount);
  return { volume: claim, volumeMounts: [mount], initContainers, claim: name };
}

/** A share has its data already, at its root, and is of many nodes. */
function shareMount(
  context: KubernetesContext,
  use: MountUse,
  key: string,
  { volumes, claims, shares }: NamedVolumeMakers,
  share: Share,
): MountParts {
  const name = context.names.volume(key);
  const annotations = resourceAnnotations(context, 'volumes', key);
  claims.use(name, use.service.name, use.path, { annotations, volumeName: shares.use(key, name, share) });
  context.ledger.carried(use.path, 'Container.volumeMounts');
  const volume = volumes.volume(name, { persistentVolumeClaim: { claimName: name } });
  return { volume, volumeMounts: [claimMount(volume, use, '', use.readOnly || share.readOnly)] };
}

/** The mount of a claim, or of the part of it that the Compose file names; `folder`: where its data begins. */
function claimMount({ name }: PodVolume, { target, mount }: MountUse, folder: string, readOnly: boolean): VolumeMount {
  const below = containerPath(mount.volume?.subpath ?? '').slice(1);
  const subPath = [folder, below].filter((part) => part !== '').join('/');
  return { name, mountPath: target, ...(subPath !== '' && { subPath }), ...(readOnly && { readOnly }) };
}

interface DriverOptions {
  readonly type: string | undefined;
  /** A quantity. */
  readonly size: string | undefined;
  /** The path that `o: bind` mounts. */
  readonly device: string | undefined;
}

/** What `driver_opts` of the local driver say. */
export function driverOptions(volume: Volume | undefined): DriverOptions {
  const given = volume?.driver_opts ?? {};
  const options = parseMountOptions(given['o'] ?? '');
  const size = given['size'] ?? options.find(({ key }) => key === 'size')?.value;
  const known = size === undefined || isSizeOfDriver(volume, size) ? undefined : size;
  const bind = options.some(({ text }) => text === 'bind' || text === 'rbind') || given['type'] === 'bind';
  return { type: given['type'], size: dockerSize(known), device: bind ? given['device'] : undefined };
}

/** Of drivers of others, only they know what a number without a unit counts: `20` is often gigabytes. */
function isSizeOfDriver(volume: Volume | undefined, size: string): boolean {
  return !isLocal(volume?.driver) && /^\s*[\d.]+\s*$/.test(size);
}

function isLocal(driver: string | undefined): boolean {
  return driver === undefined || driver === '' || driver === 'local';
}

function reportDriver(context: KubernetesContext, key: string, volume: Volume | undefined): void {
  if (!volume || volume.external) return;
  const { driver, driver_opts: options } = volume;
  const field = 'PersistentVolumeClaim.spec';
  if (isShare(volume)) {
    const all = pathTo(['volumes', key, 'driver_opts']);
    if (volumeSettings(volume).storageClass === undefined)
      context.ledger.approximated(
        all,
        field,
        'Its server and path are not to be found in the options, so the claim gets a disk of the default class',
        'Write device as :/PATH with addr= in o, or as //SERVER/SHARE',
      );
    else
      context.ledger.approximated(
        all,
        field,
        'The claim gets a disk of the class that x-transpose names, not the share of the file server',
        undefined,
        'differs',
      );
    return;
  }
  for (const [name, value] of Object.entries(options)) {
    const path = pathTo(['volumes', key, 'driver_opts', name]);
    const size = parseMountOptions(value).findLast(({ key }) => key === 'size')?.value;
    if (isSizeOfDriver(volume, size ?? value))
      context.ledger.dropped(
        path,
        `Only the driver "${driver}" knows what a number without a unit means`,
        'Set x-transpose: {size: 20Gi} on the volume if it is a size',
      );
    else if (dockerSize(size ?? value) !== undefined) context.ledger.carried(path, field);
    else context.ledger.dropped(path, "It is for Docker's volume driver");
  }
  if (!isLocal(driver)) {
    context.ledger.dropped(
      ['volumes', key, 'driver'],
      `No driver "${driver}" in a cluster: its default storage class serves the claim`,
      'Set x-transpose.storageClass',
    );
  }
}
