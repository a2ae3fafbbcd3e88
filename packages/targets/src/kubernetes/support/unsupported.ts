import type { Service } from '@transpose/core';
import { parseNamespace } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathsIn, pathTo } from '../../account/key-path.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { serviceOfContainer } from '../facts/pod-groups.ts';
import { replicasOf } from '../facts/workload-kind.ts';
import { withoutDevice } from './service-support.ts';

/** Says of values that arrive, or not, other than the support table says of their keys in general. */
export function reportUnsupported(context: KubernetesContext): void {
  defaults(context);
  for (const service of Object.values(context.project.services)) {
    if (!context.pods.has(service.name)) {
      const path = pathTo(['services', service.name]);
      if (context.readings.replaced.has(service.name))
        context.ledger.resolved(path, "the cluster's controller does it");
      else
        context.ledger.dropped(
          path,
          service.provider ? 'A program on the machine of `docker compose` provides it' : 'x-transpose leaves it out',
        );
      continue;
    }
    replicas(context, service);
    scales(context, service);
    modes(context, service);
    devices(context, service);
    mounts(context, service);
    mountedFiles(context, service);
    if (service.userns_mode !== undefined && service.userns_mode !== 'host' && service.userns_mode !== '') {
      context.ledger.dropped(
        ['services', service.name, 'userns_mode'],
        'Only the cluster can give Pods user namespaces',
      );
    }
  }
}

/** What Docker does anyway, written out: nothing is lost with it. */
function defaults({ project, ledger }: KubernetesContext): void {
  for (const [key, { driver }] of Object.entries(project.volumes))
    if (driver === 'local') ledger.resolved(['volumes', key, 'driver'], "it is Docker's default");
  for (const [key, { driver }] of Object.entries(project.networks))
    if (driver === 'bridge' || driver === 'default')
      ledger.resolved(['networks', key, 'driver'], "it is Docker's default");
  for (const [name, { logging }] of Object.entries(project.services))
    if (logging?.driver === 'json-file')
      ledger.resolved(['services', name, 'logging', 'driver'], "it is Docker's default");
}

function replicas(context: KubernetesContext, service: Service): void {
  if (replicasOf(service) <= mostReplicas) return;
  const at = pathsIn('services', service.name);
  context.report.add({
    code: 'illegal-value',
    message: `"${service.name}": Kubernetes counts to ${mostReplicas} replicas`,
    path: service.deploy?.replicas === undefined ? at('scale') : at('deploy', 'replicas'),
  });
}

/** Numbers of replicas, by `--scale` or written, of a workload that has none. */
function scales({ options, pods, kinds, ledger }: KubernetesContext, service: Service): void {
  const path = pathTo(['services', service.name]);
  const kind = kinds.get(pods.leadOf(service.name));
  if (options.scale.some((one) => one.startsWith(`${service.name}=`))) {
    if (kind !== 'DaemonSet' && kind !== 'Job' && kind !== 'CronJob') return;
    const why = kind === 'DaemonSet' ? 'it runs once on each node (deploy.mode: global)' : `it is a ${kind}`;
    ledger.note(`--scale changes nothing of "${service.name}": ${why}`, path);
  } else if (kind === 'DaemonSet') {
    const once = 'A DaemonSet runs one Pod on each node, whatever the number';
    if (service.scale !== undefined) ledger.dropped([...path, 'scale'], once);
    if (service.deploy?.replicas !== undefined) ledger.dropped([...path, 'deploy', 'replicas'], once);
  }
}

/** The number has 32 bits. */
const mostReplicas = 2 ** 31 - 1;

function modes(context: KubernetesContext, service: Service): void {
  const path = pathTo(['services', service.name]);
  for (const key of ['network_mode', 'pid', 'ipc'] as const) {
    const namespace = parseNamespace(service[key] ?? '');
    if (namespace.kind === 'container' && serviceOfContainer(context.project, namespace.container) === undefined) {
      context.ledger.dropped(
        [...path, key],
        `"${namespace.container}" is not a container of this project`,
        'Put both services into one project',
      );
    } else if (namespace.kind === 'service' && !context.pods.has(namespace.service)) {
      context.ledger.dropped([...path, key], 'The service that it joins is not converted');
    }
  }
  const network = parseNamespace(service.network_mode ?? 'default');
  if (network.kind === 'mode' && !['host', 'none', 'bridge', 'default'].includes(network.mode)) {
    context.ledger.dropped(
      [...path, 'network_mode'],
      "It names a network of Docker's own, which a cluster does not have",
    );
  }
  if (context.pods.leadOf(service.name) === service.name) return;
  // Pod-level fields come from the lead.
  for (const key of ['hostname', 'dns', 'dns_search', 'dns_opt', 'extra_hosts', 'platform'] as const) {
    const value = service[key];
    const given =
      typeof value === 'string' ||
      (Array.isArray(value) ? value.length > 0 : value !== undefined && Object.keys(value).length > 0);
    if (given)
      context.ledger.dropped(
        [...path, key],
        `It is in the Pod of "${context.pods.leadOf(service.name)}", which has its own`,
      );
  }
}

/** Devices that make a program quicker, which does without them as well. */
const quickens =
  /^\/dev\/(?:dri|kfd|nvidia\S*|vchiq|vcsm|mali\S*|rknpu|mpp_service|rga|apex_\d+|accel|dma_heap|video1\d)(?:\/|$)/;

function devices(context: KubernetesContext, service: Service): void {
  const path = pathTo(['services', service.name, 'devices']);
  if (service.devices.length > 0 && service.privileged) {
    context.ledger.carried(path, 'Container.securityContext.privileged');
    return;
  }
  for (const [index, { source }] of service.devices.entries())
    if (source.startsWith('/') && !quickens.test(source))
      context.ledger.dropped(
        [...path, index],
        `A mounted device file gives no right to use it: what "${service.name}" does with ${source} fails`,
        withoutDevice,
        'breaks',
      );
}

/** Where files are mounted; a secret's or config's name is its place where it gives none. */
function mountedFiles(context: KubernetesContext, service: Service): void {
  for (const section of ['secrets', 'configs'] as const)
    for (const [index, { source, target }] of service[section].entries())
      checkMountPath(context, target ?? source, pathTo(['services', service.name, section, index]));
}

function checkMountPath({ report }: KubernetesContext, target: string, path: KeyPath): void {
  if (!target.includes(':')) return;
  const message = `"${target}": a mount path in Kubernetes cannot contain a colon`;
  report.add({ code: 'illegal-value', message, path, hint: 'choose another `target`' });
}

/** Options of mounts that no volume of a Pod has, whatever it is. */
function mounts(context: KubernetesContext, service: Service): void {
  for (const [index, { target, volume, tmpfs, bind }] of service.volumes.entries()) {
    const path = pathTo(['services', service.name, 'volumes', index]);
    checkMountPath(context, target, path);
    if (volume && Object.keys(volume.labels).length > 0) {
      const instead = 'Put them under the top-level volume';
      context.ledger.dropped([...path, 'volume', 'labels'], 'A claim is labelled where it is declared', instead);
    }
    if (tmpfs?.mode !== undefined) context.ledger.dropped([...path, 'tmpfs', 'mode'], 'An emptyDir has mode 0777');
    if (bind?.recursive !== undefined) {
      context.ledger.dropped(
        [...path, 'bind', 'recursive'],
        'The container runtime decides what is mounted below a mount',
      );
    }
  }
}
