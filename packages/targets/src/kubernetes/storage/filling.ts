import type { Service } from '@transpose/core';
import { escapeDollar } from '../../shared/k8s-dollar.ts';
import { isBelow } from '../container-path.ts';
import type { KubernetesContext } from '../context.ts';
import { dockerfileOf } from '../dockerfile.ts';
import { imageOf, pullPolicyOf } from '../image.ts';
import { knownImageOf } from '../image-facts.ts';
import type { Container, PodVolume, VolumeMount } from '../objects.ts';
import type { MountUse } from './mount-uses.ts';

/**
 * Docker fills a new volume with what the image has there; Kubernetes leaves it empty. `copied`: an init container does
 * it; `needless`: nothing is to be filled in; `missing`: what the image may have there is not in the volume.
 */
export function fillingOf(context: KubernetesContext, use: MountUse): 'copied' | 'needless' | 'missing' {
  const { service, target, mount } = use;
  if (mount.volume?.nocopy === true) return 'needless';
  const empty = startsEmpty(context, service, target);
  const wish =
    context.settings(service.name).populate ?? (!empty && (context.options.populate || hasShell(context, service)));
  if (wish && !use.readOnly) return 'copied';
  return empty ? 'needless' : 'missing';
}

export const dockerFills = 'Docker fills a new volume with what the image has at this path';
export const populateHint =
  'Set x-transpose: {populate: true} on the service, or --populate for all, if the image has files there';

/** Whether the image is known to have nothing but its data there. */
function startsEmpty(context: KubernetesContext, service: Service, target: string): boolean {
  const known = knownImageOf(context, service)?.dataPaths ?? [];
  return known.some((path) => isBelow(path, target) || isBelow(target, path));
}

/** Whether the image certainly has the shell that copies: its Dockerfile runs a line of one. */
function hasShell(context: KubernetesContext, service: Service): boolean {
  return dockerfileOf(context, service)?.runsShell === true;
}

/** The init container that copies what the image has at the place of a mount, where the volume is empty still. */
export function populate(context: KubernetesContext, use: MountUse, volume: PodVolume, mount: VolumeMount): Container {
  const policy = pullPolicyOf(context, use.service);
  const script = '[ -n "$(ls -A "$2")" ] || ! [ -d "$1" ] || cp -a "$1/." "$2/"';
  return {
    name: context.names.reserve('Container', `populate-${volume.name}`),
    image: imageOf(context, use.service),
    ...(policy !== undefined && { imagePullPolicy: policy }),
    command: ['/bin/sh', '-c', escapeDollar(script), 'sh', escapeDollar(use.target), '/.transpose/volume'],
    volumeMounts: [{ ...mount, mountPath: '/.transpose/volume' }],
  };
}
