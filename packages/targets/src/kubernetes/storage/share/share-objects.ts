import type { KeyPath } from '../../../account/key-path.ts';
import { pathTo } from '../../../account/key-path.ts';
import { base64 } from '../../../shared/bytes/base64.ts';
import type { KubernetesContext } from '../../facts/context.ts';
import { commonLabels, objectMeta } from '../../objects/metadata.ts';
import type { PersistentVolume, Secret } from '../../objects/objects.ts';
import type { Share } from './share.ts';

/** The only driver of SMB that Kubernetes has. Source: github.com/kubernetes-csi/csi-driver-smb. */
const smbDriver = 'smb.csi.k8s.io';

/** The shares of a project as volumes of the cluster, with the logins of their servers. */
export interface Shares {
  /** The name of the PersistentVolume of a share, made with the first use. */
  use(key: string, claim: string, share: Share): string;
  volumes(storageOf: (claim: string) => string): readonly PersistentVolume[];
  readonly logins: readonly Secret[];
}

export function shareRegistry(context: KubernetesContext): Shares {
  const used = new Map<string, { readonly name: string; readonly share: Share; readonly login: string | undefined }>();
  const logins: Secret[] = [];
  return {
    use(key, claim, share) {
      const known = used.get(claim);
      if (known) return known.name;
      // It is the only object of a project's that is not in its namespace.
      const name = context.names.reserve('PersistentVolume', `${context.namespace ?? context.project.name}-${claim}`);
      const login = loginOf(context, claim, share);
      if (login) logins.push(login);
      used.set(claim, { name, share, login: login?.metadata.name });
      reportShare(context, pathTo(['volumes', key, 'driver_opts']), share);
      return name;
    },
    volumes: (storageOf) =>
      [...used].map(([claim, { name, share, login }]) =>
        persistentVolume(context, { claim, name, share, login, storage: storageOf(claim) }),
      ),
    logins,
  };
}

function loginOf(context: KubernetesContext, claim: string, { login }: Share): Secret | undefined {
  if (Object.keys(login).length === 0) return undefined;
  const name = context.names.derive('Secret', claim, '-login');
  const data = Object.fromEntries(Object.entries(login).map(([key, value]) => [key, base64(value)]));
  return { apiVersion: 'v1', kind: 'Secret', metadata: objectMeta(context, name, claim), type: 'Opaque', data };
}

interface Made {
  readonly claim: string;
  readonly name: string;
  readonly share: Share;
  readonly login: string | undefined;
  /** A quantity; the API wants one, though no server keeps to it. */
  readonly storage: string;
}

/** Kept when its claim is deleted, and bound to that claim alone. */
function persistentVolume(context: KubernetesContext, { claim, name, share, login, storage }: Made): PersistentVolume {
  const { namespace } = context;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, labels: commonLabels(context, claim) },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteMany'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: '',
      ...(namespace !== undefined && {
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claim },
      }),
      ...(share.options.length > 0 && { mountOptions: share.options }),
      ...(share.kind === 'nfs' ? nfsSource(share) : smbSource(context, name, share, login)),
    },
  };
}

const nfsSource = ({ server, path, readOnly }: Share) => ({ nfs: { server, path, ...(readOnly && { readOnly }) } });

function smbSource(context: KubernetesContext, name: string, { server, path, readOnly }: Share, login?: string) {
  return {
    csi: {
      driver: smbDriver,
      volumeHandle: name,
      ...(readOnly && { readOnly }),
      volumeAttributes: { source: `//${server}/${path}` },
      ...(login !== undefined && {
        nodeStageSecretRef: { name: login, namespace: context.namespace ?? 'default' },
      }),
    },
  };
}

function reportShare(context: KubernetesContext, path: KeyPath, share: Share): void {
  const { ledger } = context;
  if (share.kind === 'nfs') {
    ledger.carried(path, 'PersistentVolume.spec.nfs');
    ledger.note('The nodes mount the share, so they need the client of NFS and have to reach the server', path);
    return;
  }
  ledger.carried(path, 'PersistentVolume.spec.csi');
  ledger.approximated(
    [...path, 'type'],
    'PersistentVolume.spec.csi',
    `The cluster mounts it by the driver ${smbDriver}, which is not part of Kubernetes`,
    'Install csi-driver-smb in the cluster',
    'breaks',
  );
  if (share.loginFile !== undefined)
    ledger.approximated(
      [...path, 'o'],
      'PersistentVolume.spec.csi',
      `The login is in ${share.loginFile} on Docker's host, which is not read`,
      'Write username and password as options, by variables',
      'breaks',
    );
}
