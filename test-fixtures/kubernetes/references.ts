import { entries, field, items, text } from './fields.ts';
import type { Manifest } from './manifests.ts';
import { podTemplateOf } from './manifests.ts';

/** A reference that leads nowhere. */
export interface Dangling {
  /** `Deployment web` */
  readonly from: string;
  /** What it leads to: `Secret`, `claim`, `Service`… */
  readonly kind: string;
  readonly name: string;
  /** Why it leads nowhere, for people. */
  readonly message: string;
  /** Whether the object is missing; else it lacks what is asked of it. */
  readonly missing: boolean;
}

const makeable = new Set(['Secret', 'ConfigMap', 'PersistentVolumeClaim']);

/** Whether the user was told to make the object that is missing, or that it has to be there. */
export function isAskedFor({ kind, name, missing }: Dangling, said: readonly string[]): boolean {
  const whole = new RegExp(`(?<![\\w-])${name.replaceAll('.', '\\.')}(?![\\w-])`);
  return missing && makeable.has(kind) && said.some((message) => whole.test(message));
}

/** The references of a set of objects that no object of the set resolves. */
export function danglingReferences(manifests: readonly Manifest[]): readonly Dangling[] {
  const found: Dangling[] = [];
  for (const manifest of manifests) {
    const dangling: Complain = (kind, name, fault) => {
      const from = `${manifest.kind} ${manifest.name}`;
      const message = `${kind} ${name} ${fault ?? 'is not in the set'}`;
      found.push({ from, kind, name, message, missing: fault === undefined });
    };
    const need: Need = (kind, name, keys = [], optional = false) => {
      if (name === undefined || optional === true) return;
      const target = manifests.find((other) => other.kind === kind && other.name === name);
      if (!target) return dangling(kind, name);
      const content = new Set(
        ['data', 'binaryData', 'stringData'].flatMap((at) => Object.keys(field(target.data, at) ?? {})),
      );
      for (const key of keys) if (!content.has(key)) dangling(kind, name, `has no key ${key}`);
    };
    const spec = field(podTemplateOf(manifest), 'spec');
    if (spec !== undefined) podReferences(spec, need, manifests, dangling);
    if (manifest.kind === 'StatefulSet') need('Service', text(manifest.data, 'spec', 'serviceName'));
    if (manifest.kind === 'RoleBinding') {
      need('Role', text(manifest.data, 'roleRef', 'name'));
      for (const subject of items(manifest.data, 'subjects'))
        if (text(subject, 'kind') === 'ServiceAccount') need('ServiceAccount', text(subject, 'name'));
    }
    if (manifest.kind === 'Ingress') ingressReferences(manifest, need);
    if (manifest.kind === 'Service') serviceReferences(manifest, manifests, dangling);
    if (manifest.kind === 'HorizontalPodAutoscaler')
      need(
        text(manifest.data, 'spec', 'scaleTargetRef', 'kind') ?? '',
        text(manifest.data, 'spec', 'scaleTargetRef', 'name'),
      );
  }
  return found;
}

type Need = (kind: string, name: string | undefined, keys?: readonly string[], optional?: unknown) => void;
type Complain = (kind: string, name: string, fault?: string) => void;

function podReferences(spec: unknown, need: Need, manifests: readonly Manifest[], dangling: Complain): void {
  const account = text(spec, 'serviceAccountName');
  if (account !== 'default') need('ServiceAccount', account);
  for (const secret of items(spec, 'imagePullSecrets')) need('Secret', text(secret, 'name'));
  const keysOf = (source: unknown) => items(source, 'items').flatMap((item) => text(item, 'key') ?? []);
  for (const volume of items(spec, 'volumes')) {
    need('PersistentVolumeClaim', text(volume, 'persistentVolumeClaim', 'claimName'));
    for (const source of [volume, ...items(volume, 'projected', 'sources')]) {
      const { configMap, secret } = (source ?? {}) as { configMap?: unknown; secret?: unknown };
      const map = text(configMap, 'name');
      // Every namespace has this one.
      if (map !== 'kube-root-ca.crt') need('ConfigMap', map, keysOf(configMap), field(configMap, 'optional'));
      need('Secret', text(secret, 'secretName') ?? text(secret, 'name'), keysOf(secret), field(secret, 'optional'));
    }
  }
  for (const container of [...items(spec, 'initContainers'), ...items(spec, 'containers')]) {
    for (const from of items(container, 'envFrom')) {
      need('ConfigMap', text(from, 'configMapRef', 'name'), [], field(from, 'configMapRef', 'optional'));
      need('Secret', text(from, 'secretRef', 'name'), [], field(from, 'secretRef', 'optional'));
    }
    for (const variable of items(container, 'env')) {
      for (const [at, kind] of [
        ['configMapKeyRef', 'ConfigMap'],
        ['secretKeyRef', 'Secret'],
      ] as const) {
        const source = field(variable, 'valueFrom', at);
        need(kind, text(source, 'name'), [text(source, 'key') ?? ''], field(source, 'optional'));
      }
    }
    if (text(container, 'name')?.startsWith('wait-for-')) awaited(container, need, manifests, dangling);
  }
}

/** What an init container waits for: a Service and its port, or a workload. */
function awaited(container: unknown, need: Need, manifests: readonly Manifest[], dangling: Complain): void {
  const words = [...items(container, 'command'), ...items(container, 'args')].map(String).join(' ');
  for (const [, name = '', port = ''] of words.matchAll(/\bnc -w \d+ (\S+) (\d+)/g)) {
    need('Service', name);
    const service = manifests.find((other) => other.kind === 'Service' && other.name === name);
    const ports = items(service?.data, 'spec', 'ports').map((one) => String(field(one, 'port')));
    if (service && !ports.includes(port)) dangling('Service', name, `has no port ${port}`);
  }
  const kinds = { job: 'Job', deployment: 'Deployment', statefulset: 'StatefulSet', daemonset: 'DaemonSet' };
  for (const [, kind = '', name = ''] of words.matchAll(
    /\b(job|deployment|statefulset|daemonset)\/([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)/g,
  ))
    need(kinds[kind as keyof typeof kinds], name);
}

function ingressReferences({ data }: Manifest, need: Need): void {
  const paths = items(data, 'spec', 'rules').flatMap((rule) => items(rule, 'http', 'paths'));
  for (const backend of [field(data, 'spec', 'defaultBackend'), ...paths.map((path) => field(path, 'backend'))])
    need('Service', text(backend, 'service', 'name'));
  for (const tls of items(data, 'spec', 'tls')) need('Secret', text(tls, 'secretName'));
}

function serviceReferences({ data, name }: Manifest, manifests: readonly Manifest[], dangling: Complain): void {
  const selector = entries(data, 'spec', 'selector');
  if (selector.length === 0) return;
  const chosen = manifests.map(podTemplateOf).filter((template) => {
    const labels = field(template, 'metadata', 'labels');
    return labels !== undefined && selector.every(([key, value]) => field(labels, key) === value);
  });
  if (chosen.length === 0) return dangling('Service', name, 'selects no Pod of the set');
  const containers = chosen.flatMap((template) => [
    ...items(template, 'spec', 'containers'),
    ...items(template, 'spec', 'initContainers'),
  ]);
  const names = new Set(containers.flatMap((one) => items(one, 'ports').map((port) => text(port, 'name'))));
  for (const port of items(data, 'spec', 'ports')) {
    const target = text(port, 'targetPort');
    if (target !== undefined && !names.has(target)) dangling('Service', name, `leads to no port named ${target}`);
  }
}
