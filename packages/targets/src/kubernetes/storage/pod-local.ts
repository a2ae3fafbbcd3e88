import type { Service } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { KnownImage } from '../../shared/images/known-images.ts';
import { isStoreName, knownImage } from '../../shared/images/known-images.ts';
import { bytesQuantity } from '../../shared/quantity.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { knownImageOf } from '../facts/image-facts.ts';
import { listed } from '../objects/listed.ts';
import type { PodVolumes } from '../pod/pod-volumes.ts';
import { dockerFills, fillers, fillingOf, populateHint } from './filling.ts';
import { memoryMount } from './memory.ts';
import type { MountUse } from './mount-uses.ts';
import { containerPath, isBelow } from './container-path.ts';
import type { MountParts } from './parts.ts';

/** A mount of type `tmpfs`. */
export function tmpfsMount(
  context: KubernetesContext,
  { mount, path, target }: MountUse,
  volumes: PodVolumes,
): MountParts {
  const { size, mode } = mount.tmpfs ?? {};
  const lost = mode === undefined ? '' : '; no field sets its mode';
  context.ledger.approximated(
    path,
    'Pod.spec.volumes[].emptyDir',
    `It counts against the memory limit and survives a restart of the container${lost}`,
  );
  return memoryMount(
    volumes,
    `tmpfs${target}`,
    target,
    size !== undefined && size > 0 ? bytesQuantity(size) : undefined,
  );
}

/** From this version on the gate of image volumes is open by default. */
const imageVolumesSince = 35;

/** A mount of type `image`. */
export function imageMount(
  context: KubernetesContext,
  { mount, path, target }: MountUse,
  volumes: PodVolumes,
): MountParts {
  if (context.options.minor < imageVolumesSince) {
    context.ledger.dropped(
      path,
      `Images are volumes from Kubernetes 1.${imageVolumesSince} on`,
      `Set --kubernetes-version 1.${imageVolumesSince} when the cluster is`,
    );
    return {};
  }
  const subPath = containerPath(mount.image?.subpath ?? '').slice(1);
  context.ledger.carried(path, 'Pod.spec.volumes[].image');
  const volume = volumes.volume(`image${target}`, { image: { reference: mount.source ?? '' } });
  return {
    volume,
    volumeMounts: [{ name: volume.name, mountPath: target, readOnly: true, ...(subPath !== '' && { subPath }) }],
  };
}

/** `- /app/node_modules`. Below the dropped mount of the sources it only kept those away from what the image has. */
export function anonymousMount(
  context: KubernetesContext,
  use: MountUse,
  dropped: readonly MountUse[],
  volumes: PodVolumes,
): MountParts {
  if (dropped.some(({ target }) => isBelow(target, use.target))) {
    context.ledger.dropped(use.path, 'The image has the files: nothing is mounted over them');
    return {};
  }
  const filling = fillingOf(context, use);
  context.ledger.approximated(
    use.path,
    'Pod.spec.volumes[].emptyDir',
    filling === 'missing'
      ? `It is lost with the Pod, and starts empty; ${dockerFills}`
      : 'It is lost with the Pod; Docker keeps it when it makes the container again',
    filling === 'missing' ? populateHint : 'Give the volume a name to keep what is in it',
    filling === 'asked' || filling === 'tried' ? 'differs' : undefined,
  );
  const volume = volumes.volume(`${use.service.name}${use.target}`, { emptyDir: {} }, 'own');
  const mount = { name: volume.name, mountPath: use.target, ...(use.readOnly && { readOnly: true }) };
  return { volume, volumeMounts: [mount], initContainers: fillers(context, use, filling, volume, mount) };
}

/**
 * Docker makes an anonymous volume for what an image declares as one, such as the data of a database; a container's own layer ends with the container. What runs
 * once keeps nothing there that anybody reads.
 */
export function dataStoreMount(
  context: KubernetesContext,
  service: Service,
  volumes: PodVolumes,
  taken: ReadonlySet<string>,
): readonly MountParts[] {
  const known = knownImageOf(context, service);
  const kind = context.kinds.get(context.pods.leadOf(service.name));
  if (kind === 'Job' || kind === 'CronJob') return [];
  const path = pathTo(['services', service.name, 'image']);
  const isTaken = (one: string) => [...taken].some((target) => isBelow(target, one) || isBelow(one, target));
  if (known?.dataStore !== true) {
    reportLost(context, service, lostPaths(service, known, isTaken), known?.volumes !== undefined);
    return [];
  }
  if (known.dataPaths.some(isTaken)) return [];
  // Its other paths hold nothing that a single server writes.
  return (known.volumes ?? known.dataPaths).slice(0, 1).map((target): MountParts => {
    context.ledger.approximated(
      path,
      'Pod.spec.volumes[].emptyDir',
      `Its data at ${target} is lost with the Pod; Docker keeps the image's anonymous volume while the container exists`,
      `Mount a named volume at ${target}`,
      'loses',
    );
    const volume = volumes.volume(`${service.name}-data`, { emptyDir: {} }, 'own');
    return { volume, volumeMounts: [{ name: volume.name, mountPath: target }] };
  });
}

/** Where an application keeps data that no mount of its service holds; files of the image may be there, which an empty volume would hide. */
function lostPaths(
  { image, volumes, tmpfs }: Service,
  known: KnownImage | undefined,
  isTaken: (path: string) => boolean,
): readonly string[] {
  if (known?.volumes) return known.volumes.filter((volume) => !isTaken(volume));
  if (known) return known.dataPaths.some(isTaken) ? [] : known.dataPaths.slice(0, 1);
  // A mirror of a data store, or another maker's: where nothing at all is mounted, nothing is kept.
  const name = image?.repository?.split('/').at(-1);
  const store = isStoreName(name) && volumes.length === 0 && tmpfs.length === 0;
  return (store && knownImage({ repository: name, tag: image?.tag })?.dataPaths.slice(0, 1)) || [];
}

function reportLost(
  { ledger }: KubernetesContext,
  { name }: Service,
  [first, ...others]: readonly string[],
  declared: boolean,
): void {
  if (first === undefined) return;
  const kept = declared ? "the image's anonymous volume" : 'it';
  ledger.approximated(
    pathTo(['services', name, 'image']),
    'Container.image',
    `What it writes at ${listed([first, ...others])} is lost with the container; Docker keeps ${kept} while the container exists`,
    `Mount a named volume at ${first}`,
    'loses',
  );
}
