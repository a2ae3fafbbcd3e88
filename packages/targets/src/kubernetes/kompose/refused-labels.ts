/** A label that is not read: why, and what to write instead. */
export interface RefusedRow {
  readonly label: string;
  readonly values: string;
  readonly reason: string;
  readonly instead: string;
}

/** The labels that are not read. */
export const refusedRows: readonly RefusedRow[] = [
  {
    label: 'kompose.service.group',
    values: 'name',
    reason: 'Services of one group are not put into one Pod',
    instead: 'Write network_mode: service:NAME, which does it under Docker as well',
  },
  {
    label: 'kompose.service.name_override',
    values: 'name',
    reason: 'Objects are named by the service, which is the name that peers call',
    instead: 'Rename the service, or write container_name or a network alias for a further name',
  },
  {
    label: 'kompose.controller.port.expose',
    values: 'true',
    reason: 'Ports of nodes are not opened by hostPort',
    instead: 'Set x-transpose: {expose: node-port}, or network_mode: host',
  },
  {
    label: 'kompose.volume.subpath',
    values: 'path',
    reason: 'One path for all volumes of a service is not read',
    instead: 'Write volume: {subpath: PATH} at the mount',
  },
  {
    label: 'kompose.volume.type',
    values: 'persistentVolumeClaim, emptyDir, hostPath, configMap',
    reason: 'Each mount becomes what it is: a claim, a ConfigMap or a path of the node',
    instead: 'Write tmpfs for emptyDir, or use --bind-mounts host-path',
  },
  {
    label: 'kompose.volume.selector',
    values: 'label',
    reason: 'Claims select no volumes',
    instead: 'Set x-transpose.patches on the claim',
  },
  {
    label: 'kompose.ephemeral-storage.request',
    values: 'size',
    reason: 'Only limits of further resources are read',
    instead: 'Set kompose.ephemeral-storage.limit, or x-transpose.patches',
  },
];
