import type { Project, Report } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { TargetCode } from '../../account/codes.ts';
import { isDns1123Label, labelValue, namespaceName } from '../../shared/names/k8s-name.ts';
import type { Basis } from '../facts/basis.ts';
import type { Namespace, PodSpec } from '../objects/objects.ts';
import type { KubernetesOptions } from '../options.ts';

/** The namespace of all objects: `--namespace`, else the project's name; undefined with `--no-namespace`. */
export function namespaceOf(
  project: Project,
  options: KubernetesOptions,
  report: Report<TargetCode>,
): string | undefined {
  if (options.noNamespace && options.namespace !== undefined) {
    report.add({
      code: 'bad-option',
      message: `--namespace ${options.namespace} and --no-namespace exclude each other`,
    });
  }
  if (options.noNamespace) return undefined;
  if (options.namespace === undefined) return namespaceName(project.name);
  if (!isDns1123Label(options.namespace)) {
    report.add({
      code: 'bad-option',
      message: `--namespace ${options.namespace}: a namespace is at most 63 lower case letters, digits and "-"`,
    });
    return undefined;
  }
  return options.namespace;
}

/** Why Pod Security "baseline" would refuse a Pod. */
export interface SecurityCause {
  readonly text: string;
  readonly path: KeyPath;
}

/**
 * The Namespace object. Where baseline is the cluster's default, Pods that need more would be refused after a green
 * `kubectl apply`: the label allows them. None for namespaces of the cluster itself.
 */
export function namespaceObject(basis: Basis, causes: readonly SecurityCause[]): Namespace | undefined {
  const name = basis.namespace;
  for (const { text, path } of causes)
    basis.ledger.note(`Needs a namespace that allows privileged Pods: ${text}`, path);
  if (name === undefined || name === 'default' || name.startsWith('kube-')) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'app.kubernetes.io/name': labelValue(name),
        'app.kubernetes.io/instance': labelValue(basis.project.name),
        'app.kubernetes.io/part-of': labelValue(basis.project.name),
        'app.kubernetes.io/managed-by': 'transpose',
        ...(causes.length > 0 && { 'pod-security.kubernetes.io/enforce': 'privileged' }),
      },
    },
  };
}

/** Capabilities that "baseline" lets containers add. */
const baselineCapabilities = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/**
 * What of a Pod goes beyond "baseline".
 *
 * See https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export function securityCauses(
  service: string,
  spec: PodSpec,
  annotations: Readonly<Record<string, string>> = {},
): readonly SecurityCause[] {
  const path = pathTo(['services', service]);
  const causes: SecurityCause[] = [];
  const add = (text: string, ...field: readonly string[]) =>
    causes.push({ text: `"${service}" ${text}`, path: pathTo([...path, ...field]) });
  if (spec.hostNetwork) add('uses the network of its node', 'network_mode');
  if (spec.hostPID) add('sees the processes of its node', 'pid');
  if (spec.hostIPC) add('shares memory with its node', 'ipc');
  if (spec.volumes?.some((volume) => volume.hostPath)) add('mounts a path of its node', 'volumes');
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const security = container.securityContext;
    if (security?.privileged) add('is privileged', 'privileged');
    const added = (security?.capabilities?.add ?? []).filter((name) => !baselineCapabilities.has(name));
    if (added.length > 0) add(`adds ${added.join(', ')}`, 'cap_add');
    if (security?.seccompProfile?.type === 'Unconfined') add('runs without a seccomp profile', 'security_opt');
    if (security?.appArmorProfile?.type === 'Unconfined') add('runs without an AppArmor profile', 'security_opt');
    const { user, role, type } = security?.seLinuxOptions ?? {};
    if (user !== undefined || role !== undefined || (type !== undefined && !/^container_(init_|kvm_)?t$/.test(type))) {
      add('names SELinux labels', 'security_opt');
    }
    if (!spec.hostNetwork && container.ports?.some((port) => port.hostPort !== undefined))
      add('uses ports of its node', 'ports');
  }
  if (
    Object.entries(annotations).some(([key, value]) => key.startsWith('container.apparmor.') && value === 'unconfined')
  ) {
    add('runs without an AppArmor profile', 'security_opt');
  }
  return causes;
}
