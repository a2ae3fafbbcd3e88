import { table } from '../shared/formats/table.ts';
import type { UnitKey } from '../shared/formats/unit-key.ts';

/** A key of a Quadlet file for an option of `podman run`, and the version of Podman that brought it. */
export interface QuadletKey {
  readonly key: UnitKey;
  readonly since: string;
  /** The value of the key for an option that takes none. */
  readonly value?: string;
}

/**
 * Options of `podman run` that `.container` files have a key for; all others, and those of newer versions, are
 * `PodmanArgs=`. Source: the lists of keys in podman's `pkg/systemd/quadlet`, version by version.
 */
export const containerKeys: Readonly<Record<string, QuadletKey>> = table({
  '--add-host': { key: 'AddHost', since: '5.3' },
  '--annotation': { key: 'Annotation', since: '4.4' },
  '--cap-add': { key: 'AddCapability', since: '4.4' },
  '--cap-drop': { key: 'DropCapability', since: '4.4' },
  '--device': { key: 'AddDevice', since: '4.4' },
  '--dns': { key: 'DNS', since: '4.7' },
  '--dns-option': { key: 'DNSOption', since: '4.7' },
  '--dns-search': { key: 'DNSSearch', since: '4.7' },
  '--entrypoint': { key: 'Entrypoint', since: '5.0' },
  '--expose': { key: 'ExposeHostPort', since: '4.4' },
  '--group-add': { key: 'GroupAdd', since: '5.1' },
  '--health-cmd': { key: 'HealthCmd', since: '4.5' },
  '--health-interval': { key: 'HealthInterval', since: '4.5' },
  '--health-retries': { key: 'HealthRetries', since: '4.5' },
  '--health-start-period': { key: 'HealthStartPeriod', since: '4.5' },
  '--health-startup-cmd': { key: 'HealthStartupCmd', since: '4.5' },
  '--health-startup-interval': { key: 'HealthStartupInterval', since: '4.5' },
  '--health-timeout': { key: 'HealthTimeout', since: '4.5' },
  '--hostname': { key: 'HostName', since: '4.6' },
  '--init': { key: 'RunInit', since: '4.4', value: 'true' },
  '--init=false': { key: 'RunInit', since: '4.4', value: 'false' },
  '--label': { key: 'Label', since: '4.4' },
  '--log-driver': { key: 'LogDriver', since: '4.5' },
  '--log-opt': { key: 'LogOpt', since: '5.2' },
  '--memory': { key: 'Memory', since: '5.5' },
  '--mount': { key: 'Mount', since: '4.5' },
  '--no-healthcheck': { key: 'HealthCmd', since: '4.5', value: 'none' },
  '--pids-limit': { key: 'PidsLimit', since: '4.7' },
  '--publish': { key: 'PublishPort', since: '4.4' },
  '--pull': { key: 'Pull', since: '4.6' },
  '--read-only': { key: 'ReadOnly', since: '4.4', value: 'true' },
  '--read-only-tmpfs=false': { key: 'ReadOnlyTmpfs', since: '4.8', value: 'false' },
  '--secret': { key: 'Secret', since: '4.5' },
  '--shm-size': { key: 'ShmSize', since: '4.7' },
  '--stop-signal': { key: 'StopSignal', since: '5.2' },
  '--stop-timeout': { key: 'StopTimeout', since: '5.0' },
  '--sysctl': { key: 'Sysctl', since: '4.6' },
  '--tmpfs': { key: 'Tmpfs', since: '4.5' },
  // Before 5.0 only the last one counted.
  '--ulimit': { key: 'Ulimit', since: '5.0' },
  '--user': { key: 'User', since: '4.4' },
  '--userns': { key: 'UserNS', since: '4.5' },
  '--volume': { key: 'Volume', since: '4.4' },
  '--workdir': { key: 'WorkingDir', since: '4.6' },
});

/** Options of `podman build`; `.build` files are of 5.2. */
export const buildKeys: Readonly<Record<string, QuadletKey>> = table({
  '--build-arg': { key: 'BuildArg', since: '5.7' },
  '--file': { key: 'File', since: '5.2' },
  '--label': { key: 'Label', since: '5.2' },
  '--network': { key: 'Network', since: '5.2' },
  '--secret': { key: 'Secret', since: '5.2' },
  '--tag': { key: 'ImageTag', since: '5.2' },
  '--target': { key: 'Target', since: '5.2' },
});

/** Options of `podman network create`. */
export const networkKeys: Readonly<Record<string, QuadletKey>> = table({
  '--driver': { key: 'Driver', since: '4.4' },
  '--gateway': { key: 'Gateway', since: '4.4' },
  '--internal': { key: 'Internal', since: '4.4', value: 'true' },
  '--ip-range': { key: 'IPRange', since: '4.4' },
  '--ipam-driver': { key: 'IPAMDriver', since: '4.4' },
  '--ipv6': { key: 'IPv6', since: '4.4', value: 'true' },
  '--label': { key: 'Label', since: '4.4' },
  '--subnet': { key: 'Subnet', since: '4.4' },
});

/** Options of `podman volume create`. */
export const volumeKeys: Readonly<Record<string, QuadletKey>> = table({
  '--driver': { key: 'Driver', since: '4.8' },
  '--label': { key: 'Label', since: '4.4' },
});

/** Options of `podman pod create`. */
export const podKeys: Readonly<Record<string, QuadletKey>> = table({
  '--add-host': { key: 'AddHost', since: '5.3' },
  '--dns': { key: 'DNS', since: '5.3' },
  '--dns-option': { key: 'DNSOption', since: '5.3' },
  '--dns-search': { key: 'DNSSearch', since: '5.3' },
  '--publish': { key: 'PublishPort', since: '5.0' },
  '--shm-size': { key: 'ShmSize', since: '5.4' },
  '--userns': { key: 'UserNS', since: '5.3' },
});
