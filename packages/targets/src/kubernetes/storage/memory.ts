import type { Service } from '@transpose/core';
import { parseTmpfs, tmpfsOption } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { bytesQuantity } from '../../shared/quantity.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PodVolume } from '../objects/objects.ts';
import type { PodVolumes } from '../pod/pod-volumes.ts';
import { dockerSize } from './claims.ts';
import { containerPath } from './container-path.ts';
import type { MountParts } from './parts.ts';

const note = 'It counts against the memory limit and survives a restart of the container';

/** Memory as a file system at a path. `size`: a quantity. */
export function memoryMount(volumes: PodVolumes, name: string, target: string, size: string | undefined): MountParts {
  const volume = volumes.volume(name, memorySource(size), 'own');
  return { volume, volumeMounts: [{ name: volume.name, mountPath: target }] };
}

/** What a volume in memory is to a Pod. `size`: a quantity. */
export function memorySource(size: string | undefined): Omit<PodVolume, 'name'> {
  return { emptyDir: { medium: 'Memory', ...(size !== undefined && { sizeLimit: size }) } };
}

/** `tmpfs: [/run, /tmp:size=64m,mode=1777]`. `taken`: paths where something is mounted already. */
export function tmpfsMounts(
  context: KubernetesContext,
  service: Service,
  volumes: PodVolumes,
  taken: Set<string>,
): readonly MountParts[] {
  return service.tmpfs.flatMap((entry, index): readonly MountParts[] => {
    const path = pathTo(['services', service.name, 'tmpfs', index]);
    const tmpfs = parseTmpfs(entry);
    const target = containerPath(tmpfs.target);
    if (taken.has(target)) return [];
    taken.add(target);
    const size = tmpfsOption(tmpfs, 'size');
    const others = tmpfs.options.filter(
      (option) => option !== 'rw' && (option !== `size=${size}` || dockerSize(size) === undefined),
    );
    const lost = others.length === 0 ? '' : `; an emptyDir has no field for ${others.join(', ')}`;
    context.ledger.approximated(path, 'Pod.spec.volumes[].emptyDir', `${note}${lost}`);
    return [memoryMount(volumes, `tmpfs${target}`, target, dockerSize(size))];
  });
}

/** `shm_size`: /dev/shm has 64 MiB in both worlds otherwise. */
export function sharedMemory(
  context: KubernetesContext,
  service: Service,
  volumes: PodVolumes,
  taken: Set<string>,
): readonly MountParts[] {
  const size = service.shm_size;
  if (size === undefined || size <= 0 || taken.has('/dev/shm')) return [];
  const path = pathTo(['services', service.name, 'shm_size']);
  if (service.ipc === 'host') {
    context.ledger.dropped(path, 'In the IPC namespace of the node /dev/shm is that of the node, as under Docker');
    return [];
  }
  taken.add('/dev/shm');
  context.ledger.approximated(path, 'Pod.spec.volumes[].emptyDir', note);
  return [memoryMount(volumes, `${service.name}-shm`, '/dev/shm', bytesQuantity(size))];
}
