import type { Service } from '@transpose/core';
import { escapeDollar } from '../../shared/formats/k8s-dollar.ts';
import { isBelow } from './container-path.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { dockerfileOf } from '../dockerfile/dockerfile.ts';
import { imageOf, pullPolicyOf } from '../pod/image.ts';
import { knownImageOf } from '../facts/image-facts.ts';
import type { Container, PodVolume, VolumeMount } from '../objects/objects.ts';
import type { MountUse } from './mount-uses.ts';

/**
 * Docker fills a new volume with what the image has there; Kubernetes leaves it empty. `asked`: somebody wants an init
 * container to do it, so the Pod waits until it has; `tried`: nobody asked, so the Pod starts when it fails, too;
 * `needless`: nothing is to be filled in; `missing`: what the image may have there is not in the volume.
 */
export type Filling = 'asked' | 'tried' | 'needless' | 'missing';

export function fillingOf(context: KubernetesContext, use: MountUse): Filling {
  const { service, target, mount, readOnly } = use;
  if (mount.volume?.nocopy === true) return 'needless';
  const empty = startsEmpty(context, service, target);
  const { populate: written } = context.settings(service.name);
  if ((written ?? (context.options.populate && !empty)) && !readOnly) return 'asked';
  if (empty) return 'needless';
  return written === undefined && !readOnly && copiesAsRoot(context, service) ? 'tried' : 'missing';
}

export const dockerFills = 'Docker fills a new volume with what the image has at this path';
export const populateHint =
  'Set x-transpose: {populate: true} on the service, or --populate for all, if the image has files there';

/** Whether the image is known to have nothing but its data there. */
function startsEmpty(context: KubernetesContext, service: Service, target: string): boolean {
  const known = knownImageOf(context, service)?.dataPaths ?? [];
  return known.some((path) => isBelow(path, target) || isBelow(target, path));
}

/** Whether the image has the shell that copies, because its Dockerfile runs a line of one, and names no user but root. */
function copiesAsRoot(context: KubernetesContext, service: Service): boolean {
  const stage = dockerfileOf(context, service);
  const isRoot = (user = 'root'): boolean => /^(?:root|0)(?::|$)/.test(user);
  return stage?.runsShell === true && isRoot(stage.user) && isRoot(service.user);
}

/** The init container that copies what the image has at the place of a mount, where the volume is empty still. */
export function fillers(
  context: KubernetesContext,
  use: MountUse,
  filling: Filling,
  volume: PodVolume,
  mount: VolumeMount,
): readonly Container[] {
  if (filling !== 'asked' && filling !== 'tried') return [];
  const policy = pullPolicyOf(context, use.service);
  const copy = '[ -n "$(ls -A "$2")" ] || ! [ -d "$1" ] || cp -a "$1/." "$2/"';
  const script = filling === 'asked' ? copy : `${copy} || echo "$1 could not be copied into the volume" >&2`;
  return [
    {
      name: context.names.reserve('Container', `populate-${volume.name}`),
      image: imageOf(context, use.service),
      ...(policy !== undefined && { imagePullPolicy: policy }),
      command: ['/bin/sh', '-c', escapeDollar(script), 'sh', escapeDollar(use.target), '/.transpose/volume'],
      volumeMounts: [{ ...mount, mountPath: '/.transpose/volume' }],
    },
  ];
}
