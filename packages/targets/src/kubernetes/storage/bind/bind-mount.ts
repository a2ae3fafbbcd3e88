import { directoryOf } from '@transpose/core';
import type { KubernetesContext } from '../../facts/context.ts';
import type { Container, SecurityContext, VolumeMount } from '../../objects/objects.ts';
import type { PodVolumes } from '../../pod/pod-volumes.ts';
import type { BindDecision } from './bind.ts';
import type { BindClaims } from './bind-claims.ts';
import type { BindFiles } from './bind-files.ts';
import { bytesAt, usualSize } from '../claim-size.ts';
import type { Claims } from '../claims.ts';
import type { MountUse } from '../mount-uses.ts';
import { containerPath } from '../container-path.ts';
import { baseName } from '../../../shared/names/base-name.ts';
import type { MountParts } from '../parts.ts';

/** What bind mounts are made with. */
export interface BindMakers {
  readonly volumes: PodVolumes;
  readonly claims: Claims;
  readonly bindClaims: BindClaims;
  readonly files: BindFiles;
}

/** The mount of a path of the machine, as it was decided; what differs is said to the ledger. */
export function bindMount(
  context: KubernetesContext,
  use: MountUse,
  decision: BindDecision,
  makers: BindMakers,
): MountParts {
  switch (decision.kind) {
    case 'dropped':
      context.ledger.dropped(use.path, decision.reason, decision.instead, 'differs');
      if (decision.written !== undefined && decision.written.length > 0)
        context.ledger.note(
          `What it writes into ${decision.written.join(', ')} is lost with the Pod. Keep it on a named volume, and lead the service there`,
          use.path,
          'loses',
        );
      return {};
    case 'refused':
      context.report.add({
        code: 'illegal-value',
        message: `"${use.mount.source}" lies outside the project (--bind-mounts error)`,
        path: use.path,
      });
      return {};
    case 'host-path':
      return hostPathMount(context, use, decision, makers.volumes);
    case 'files':
      return makers.files.mount(use, decision);
    case 'user-file':
      return makers.files.userFile(use, decision.script);
    case 'claim':
      return claimMount(context, use, decision, makers);
  }
}

function hostPathMount(
  context: KubernetesContext,
  use: MountUse,
  { create, system }: Extract<BindDecision, { kind: 'host-path' }>,
  volumes: PodVolumes,
): MountParts {
  const path = containerPath(use.mount.source ?? '');
  const volume = volumes.volume(path === '/' ? 'host-root' : `host${path}`, {
    hostPath: { path, ...(create && { type: 'DirectoryOrCreate' }) },
  });
  context.ledger.approximated(
    use.path,
    'Pod.spec.volumes[].hostPath',
    system
      ? 'It is the path of the node that the Pod happens to run on'
      : 'Each node has files of its own at this path',
    system ? undefined : 'Put the files on the node, and name it with deploy.placement.constraints',
  );
  const propagation = propagationOf(context, use);
  const mount: VolumeMount = {
    name: volume.name,
    mountPath: use.target,
    ...(use.readOnly && { readOnly: true }),
    ...(propagation !== undefined && { mountPropagation: propagation }),
  };
  return { volume, volumeMounts: [mount] };
}

function propagationOf(context: KubernetesContext, use: MountUse): string | undefined {
  const wanted = use.mount.bind?.propagation?.replace(/^r/, '');
  if (wanted === 'slave') return 'HostToContainer';
  if (wanted !== 'shared') return undefined;
  if (use.service.privileged) return 'Bidirectional';
  context.ledger.approximated(
    use.owner === use.service ? [...use.path, 'bind', 'propagation'] : use.path,
    'Container.volumeMounts[].mountPropagation',
    'Mounts made in the container do not reach the node: Kubernetes asks for a privileged container',
  );
  return 'HostToContainer';
}

const tooLarge = 'there is more in it than a ConfigMap holds';

/** Data: a claim, into which the user copies what there is. */
function claimMount(
  context: KubernetesContext,
  use: MountUse,
  { file, sources, large }: Extract<BindDecision, { kind: 'claim' }>,
  { volumes, claims, bindClaims }: BindMakers,
): MountParts {
  const source = containerPath(use.mount.source ?? '');
  const folder = file ? directoryOf(source) : source;
  const { claim, subPath } = bindClaims.of(folder);
  const name = baseName(source);
  const bytes = bytesAt(context.files, source);
  claims.use(claim, use.service.name, use.path, {
    usual: usualSize(context, use.service, use.target),
    occupied: bytes === undefined ? undefined : [source, bytes],
    from: { kind: file ? 'file' : 'directory', name: source, path: use.written, folder: subPath },
  });
  const volume = volumes.volume(claim, { persistentVolumeClaim: { claimName: claim } });
  const mount: VolumeMount = {
    name: volume.name,
    mountPath: use.target,
    subPath: file ? `${subPath}/${name}` : subPath,
    ...(use.readOnly && { readOnly: true }),
  };
  context.ledger.approximated(
    use.path,
    'PersistentVolumeClaim',
    `The claim "${claim}" stands for the ${file ? 'file' : 'directory'} and starts empty${large ? `: ${tooLarge}` : ''}`,
    'Run `transpose copy-data`: it copies what is there into the claim',
  );
  if (sources)
    context.ledger.note(
      `"${use.service.name}" finds no files at ${use.target} before they are copied into the claim "${claim}": its Dockerfile is not known to copy them there`,
      use.path,
      'breaks',
    );
  const touch = file ? [touchFile(context, volume.name, subPath, name)] : [];
  return { volume, volumeMounts: [mount], initContainers: touch, claim };
}

/** Root, so that it may write to a fresh disk, and no other right. */
const touchSecurity: SecurityContext = {
  runAsUser: 0,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};

/** A subPath that is not there becomes a directory: the file is made before. */
function touchFile(context: KubernetesContext, volume: string, subPath: string, name: string): Container {
  return {
    name: context.names.reserve('Container', `touch-${name}`),
    image: context.options.waitImage,
    command: ['sh', '-c', '[ -e "$1" ] || { : > "$1" && chmod 666 "$1"; }', 'sh', `/.transpose/${name}`],
    securityContext: touchSecurity,
    volumeMounts: [{ name: volume, mountPath: '/.transpose', subPath }],
  };
}
