import type { Service } from '@transpose/core';
import { userId } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PodParts } from '../pod/pod-parts.ts';
import { imageUserOf } from '../facts/image-facts.ts';
import type { Container, PodSecurityContext, Sysctl } from '../objects/objects.ts';
import type { NumericUser } from './numeric-user.ts';
import { numericUser } from './numeric-user.ts';
import { isUnconfined } from './security.ts';
import { table } from '../../shared/formats/table.ts';

/**
 * Sysctls that every kubelet takes, with the version from which on.
 *
 * See https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
 */
const safeSysctls: Readonly<Record<string, number>> = table({
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 18,
  'net.ipv4.ip_unprivileged_port_start': 22,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
});

/** Security of the Pod of a lead; `parts`: what the mounts of its members ask for. */
export function podSecurity(
  context: KubernetesContext,
  lead: Service,
  parts: readonly PodParts[],
): PodSecurityContext | undefined {
  const members = context.pods.membersOf(lead.name);
  const fsGroup = context.settings(lead.name).fsGroup ?? fsGroupOf(context, members, parts);
  const groups = [...new Set(members.flatMap((member) => supplementalGroups(context, member)))];
  const sysctls = sysctlsOf(context, lead, members);
  const security: PodSecurityContext = {
    // Kubernetes has no profile by default, Docker's is the runtime's.
    ...(!members.some(isUnconfined) && { seccompProfile: { type: 'RuntimeDefault' } }),
    ...(fsGroup !== undefined && { fsGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
    ...(groups.length > 0 && { supplementalGroups: groups }),
    ...(sysctls.length > 0 && { sysctls }),
  };
  return Object.keys(security).length === 0 ? undefined : security;
}

/**
 * Claims belong to root when they are new; Docker copies owner and mode of the image's directory. The group makes them
 * writable for a service that is not root, and root's services see no difference.
 */
function fsGroupOf(
  context: KubernetesContext,
  members: readonly Service[],
  parts: readonly PodParts[],
): number | undefined {
  const asked = parts.map((part) => part.fsGroup).find((group) => group !== undefined);
  const groups = new Map<number, string>();
  for (const [index, member] of members.entries()) {
    if (!needsGroup(parts[index])) continue;
    const group = groupOf(context, member);
    if (group !== undefined && group !== 0) groups.set(group, member.name);
  }
  if (asked !== undefined) groups.set(asked, '');
  const [first, ...others] = groups.keys();
  for (const group of others) {
    const name = groups.get(group) ?? '';
    if (name !== '')
      context.ledger.note(`A Pod has one group for its volumes: ${first}; "${name}" would need ${group}`, [
        'services',
        name,
      ]);
  }
  return first;
}

/** Claims are to be written; files that not everybody may read are root's. */
function needsGroup(parts: PodParts | undefined): boolean {
  const closed = (mode: number | undefined) => mode !== undefined && (mode & 0o004) === 0;
  return (
    parts?.claims === true ||
    parts?.volumes.some(({ secret, configMap }) => {
      const items = [...(secret?.items ?? []), ...(configMap?.items ?? [])];
      return closed(secret?.defaultMode ?? configMap?.defaultMode) || items.some(({ mode }) => closed(mode));
    }) === true
  );
}

/** A user in the group of root (`50000:0`) is not root: the volumes get a group of its number. */
const volumeGroup = ({ uid, gid }: NumericUser): number | undefined =>
  uid === 0 ? undefined : gid === undefined || gid === 0 ? uid : gid;

function groupOf(context: KubernetesContext, service: Service): number | undefined {
  const written = numericUser(service.user);
  if (service.user !== undefined && service.user !== '') {
    return volumeGroup(written);
  }
  const image = imageUserOf(context, service);
  if (image && image.unknown === undefined) return volumeGroup(image);
  context.ledger.note(
    image
      ? `Its volumes start as root's, and the image runs as "${image.unknown}": write its number with "user"`
      : 'Its volumes start as root\'s: if the image runs as another user, name it with "user", or give --images',
    ['services', service.name, 'volumes'],
  );
  return undefined;
}

function supplementalGroups(context: KubernetesContext, service: Service): readonly number[] {
  return service.group_add.flatMap((group, index) => {
    const id = userId(group);
    if (id !== undefined) return [id];
    const path = pathTo(['services', service.name, 'group_add', index]);
    context.ledger.dropped(
      path,
      `Kubernetes takes numbers only, and only the image knows the gid of "${group}"`,
      'Write its number, or give --images',
    );
    return [];
  });
}

function sysctlsOf(context: KubernetesContext, lead: Service, members: readonly Service[]): readonly Sysctl[] {
  const sysctls = new Map<string, string>();
  for (const member of members) {
    for (const [name, value] of Object.entries(member.sysctls)) {
      if (isSafe(context, lead, name)) sysctls.set(name, value);
      else if (!member.privileged || lead.network_mode === 'host') {
        const path = pathTo(['services', member.name, 'sysctls', name]);
        if (lead.network_mode === 'host' && name.startsWith('net.')) {
          context.ledger.dropped(
            path,
            'With host networking a Pod cannot set what belongs to the node',
            'Set it on the nodes',
          );
        } else
          context.ledger.dropped(
            path,
            'The kubelet refuses Pods with it unless its node allows it',
            'Allow it with --allowed-unsafe-sysctls and set it in a patch',
          );
      }
    }
  }
  const low = members.some(
    (member) =>
      (numericUser(member.user).uid ?? 0) > 0 && context.ports.of(member.name).some(({ port }) => port < 1024),
  );
  const name = 'net.ipv4.ip_unprivileged_port_start';
  // Docker sets it in every container; not every runtime of Kubernetes does.
  if (low && lead.network_mode !== 'host' && !sysctls.has(name)) sysctls.set(name, '0');
  return [...sysctls].map(([key, value]) => ({ name: key, value }));
}

function isSafe(context: KubernetesContext, lead: Service, name: string): boolean {
  if (lead.network_mode === 'host' && name.startsWith('net.')) return false;
  if (lead.ipc === 'host' && name.startsWith('kernel.shm')) return false;
  return Object.hasOwn(safeSysctls, name) && context.options.minor >= (safeSysctls[name] ?? 0);
}

/** The init container that sets what the kubelet would refuse, for a service that may do so anyway. */
export function sysctlInit(context: KubernetesContext, lead: Service): Container | undefined {
  const settings = context.pods
    .membersOf(lead.name)
    .filter((member) => member.privileged && lead.network_mode !== 'host')
    .flatMap((member) => Object.entries(member.sysctls).filter(([name]) => !isSafe(context, lead, name)));
  if (settings.length === 0) return undefined;
  return {
    name: 'set-sysctls',
    image: context.options.waitImage,
    command: ['sysctl', '-w', ...settings.map(([name, value]) => `${name}=${value}`)],
    securityContext: { privileged: true },
  };
}
