import type { Origin, Origins, Service } from '@transpose/core';
import { positionOf } from '@transpose/core';
import type { KeyPath, StepsBelow } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { FieldsIn } from '../objects/field.ts';
import type { Container, LeadingRoute, Manifest, PodSpec, WorkloadKind } from '../objects/objects.ts';
import { isRoute } from '../routes/objects/is-route.ts';
import { isWorkload, templateOf } from '../workload/template.ts';
import { base64 } from '../../shared/bytes/base64.ts';
import { table } from '../../shared/formats/table.ts';
import { grouped } from '../../shared/grouped.ts';
import type { OutputField } from '../../target.ts';
import { oncePer } from '../../shared/once-per.ts';
import type { KnownPort } from '../ports/known-port.ts';

/** Says for a field of an object where in the Compose files it comes from: `compose.yaml:12`. */
export function sourceComments(
  context: KubernetesContext,
  origins: Origins,
): (object: Manifest, path: YamlPath) => string | undefined {
  return (object, path) => {
    const found = sourceOf(context, origins, object, path);
    if (!found) return undefined;
    const { source, start } = found.origin.key ?? found.origin.span;
    return `${source.file}:${positionOf(source, start).line}`;
  };
}

/** The value that a field of an object comes from. */
export function sourceOf(
  context: KubernetesContext,
  origins: Origins,
  object: Manifest,
  path: YamlPath,
): { readonly path: KeyPath; readonly origin: Origin } | undefined {
  for (const candidate of sourcesOf(context, object, path)) {
    const origin = origins.at(candidate);
    if (origin && !origin.implied) return { path: candidate, origin };
  }
  return undefined;
}

/** The fields of an object that values of the project became; no printed file tells lines. */
export function fieldsOf(context: KubernetesContext, origins: Origins, object: Manifest): readonly OutputField[] {
  const found: OutputField[] = [];
  eachField(object, (path) => {
    const source = sourceOf(context, origins, object, path);
    if (source) found.push({ name: fieldName(object, path), from: source.path, whole: isOwn(path) });
  });
  return found;
}

/** Tells of each field of an object, parents first. */
export function eachField(value: unknown, tell: (path: YamlPath) => void, path: YamlPath = []): void {
  if (typeof value !== 'object' || value === null) return;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [step, inner] of entries) {
    tell([...path, step]);
    eachField(inner, tell, [...path, step]);
  }
}

/** The name of a field for people: `Deployment/web spec.template.spec.containers[web].env[LOG_LEVEL]`. */
export function fieldName(object: Manifest, path: YamlPath): string {
  const name = `${object.kind}/${object.metadata.name}`;
  if (isOwn(path)) return name;
  let at: unknown = object;
  let text = '';
  for (const step of path) {
    at = (at as Readonly<Record<string | number, unknown>> | undefined)?.[step];
    if (typeof step === 'string') text += text === '' ? step : `.${step}`;
    else text += `[${(at as { readonly name?: unknown } | undefined)?.name?.toString() ?? step}]`;
  }
  return `${name} ${text}`;
}

/** The kind of an object is where the object as a whole is spoken of. */
export const isOwn = (path: YamlPath): boolean => path.length === 1 && path[0] === 'kind';

/** The paths of the model that a field may come from, the first that is written counts. */
function sourcesOf(context: KubernetesContext, object: Manifest, path: YamlPath): readonly KeyPath[] {
  const owner = object.metadata.labels?.['app.kubernetes.io/name'];
  const service = context.owners.get(owner ?? '');
  if (isOwn(path)) return ownSources(context, object, owner, service);
  if (!service) return envFileSources(context, object, path);
  const base = pathTo(['services', service.name]);
  if (object.kind === 'Secret')
    return path.length === 2 && path[0] === 'data' ? [pathTo([...base, 'environment', path[1] ?? ''])] : [];
  if (object.kind === 'Service')
    return path[0] === 'spec' && path.length === 3 && path[1] === 'ports'
      ? portSources(context, service, object, path[2])
      : [];
  if (isRoute(object)) return routeSources(context, service, object, path);
  if (!isWorkload(object)) return [];

  const spec = templateOf(object)?.spec;
  const at = path.lastIndexOf('template');
  if (at < 0) return (workloadFields[path.slice(1).join('.')] ?? []).map((field) => pathTo([...base, ...field]));
  const inPod = path.slice(at + 2);
  if (!spec || path[at + 1] !== 'spec') return [];
  const [list, index, ...rest] = inPod;
  if (list !== 'containers' && list !== 'initContainers')
    return (podFields[inPod.join('.')] ?? []).map((field) => pathTo([...base, ...field]));
  return typeof index === 'number' ? containerSources(context, spec, list, index, rest) : [];
}

/** The variables of an env file that several services share: in each of them by the same name, with the same value. */
function envFileSources(
  { project, envFileOf }: KubernetesContext,
  object: Manifest,
  path: YamlPath,
): readonly KeyPath[] {
  const [section, key] = path;
  if ((object.kind !== 'Secret' && object.kind !== 'ConfigMap') || section !== 'data' || path.length !== 2) return [];
  const name = String(key);
  const written = object.data?.[name];
  return Object.values(project.services).flatMap((service): readonly KeyPath[] => {
    const value = service.environment[name];
    const at = pathTo(['services', service.name, 'environment', name]);
    if (typeof value !== 'string' || envFileOf(at) === undefined) return [];
    return written === (object.kind === 'Secret' ? base64(value) : value) ? [at] : [];
  });
}

/** What an object as a whole stands for. */
function ownSources(
  context: KubernetesContext,
  object: Manifest,
  owner: string | undefined,
  service: Service | undefined,
): readonly KeyPath[] {
  const named = (section: NamedSection): readonly KeyPath[] =>
    (keysByName(context)[section].get(owner ?? '') ?? []).map((key) => pathTo([section, key]));
  switch (object.kind) {
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
      return named('volumes');
    case 'Secret':
      return service ? [pathTo(['services', service.name, 'environment'])] : named('secrets');
    case 'ConfigMap':
      return named('configs');
    case 'NetworkPolicy':
      return named('networks');
    default:
      return service ? [pathTo(['services', service.name])] : [];
  }
}

type NamedSection = 'volumes' | 'secrets' | 'configs' | 'networks';

/** The keys of top-level sections by the names of their objects. */
const keysByName = oncePer(({ names, project }: KubernetesContext) => {
  const by = (section: NamedSection, name: (key: string) => string) => grouped(Object.keys(project[section]), name);
  return {
    volumes: by('volumes', (key) => names.volume(key)),
    secrets: by('secrets', (key) => names.secret(key)),
    configs: by('configs', (key) => names.config(key)),
    networks: by('networks', (key) => names.network(key)),
  };
});

/** Keys of a service by the fields that they become. */
const sources = <Field extends string>(
  rows: Readonly<Partial<Record<Field, readonly StepsBelow<'services'>[]>>>,
): Readonly<Record<string, readonly StepsBelow<'services'>[] | undefined>> => table(rows);

const workloadFields = sources<FieldsIn<`${WorkloadKind}.spec`>>({
  replicas: [['deploy', 'replicas'], ['scale']],
  minReadySeconds: [['deploy', 'update_config', 'delay']],
  strategy: [['deploy', 'update_config']],
  updateStrategy: [['deploy', 'update_config']],
  backoffLimit: [['deploy', 'restart_policy'], ['restart']],
});

const podFields = sources<FieldsIn<'Pod.spec'>>({
  restartPolicy: [['deploy', 'restart_policy'], ['restart']],
  hostNetwork: [['network_mode']],
  hostPID: [['pid']],
  hostIPC: [['ipc']],
  shareProcessNamespace: [['init'], ['pid']],
  hostname: [['hostname']],
  hostnameOverride: [['hostname']],
  dnsConfig: [['dns'], ['dns_search'], ['dns_opt']],
  hostAliases: [['extra_hosts']],
  nodeSelector: [['deploy', 'placement'], ['platform']],
  affinity: [['deploy', 'placement']],
  topologySpreadConstraints: [['deploy', 'placement', 'preferences']],
  terminationGracePeriodSeconds: [['stop_grace_period']],
  'securityContext.fsGroup': [['user']],
  'securityContext.supplementalGroups': [['group_add']],
  'securityContext.sysctls': [['sysctls']],
});

const containerFields = sources<FieldsIn<'Container'>>({
  image: [['image'], ['build']],
  imagePullPolicy: [['pull_policy']],
  command: [['entrypoint'], ['command']],
  args: [['command']],
  workingDir: [['working_dir']],
  stdin: [['stdin_open']],
  tty: [['tty']],
  readinessProbe: [['healthcheck']],
  'lifecycle.postStart': [['post_start']],
  'lifecycle.preStop': [['pre_stop']],
  'resources.limits.cpu': [['deploy', 'resources', 'limits', 'cpus'], ['cpus'], ['cpu_quota']],
  'resources.limits.memory': [['deploy', 'resources', 'limits', 'memory'], ['mem_limit']],
  'resources.requests.cpu': [['deploy', 'resources', 'reservations', 'cpus'], ['cpu_shares']],
  'resources.requests.memory': [['deploy', 'resources', 'reservations', 'memory'], ['mem_reservation']],
  'securityContext.runAsUser': [['user']],
  'securityContext.runAsGroup': [['user']],
  'securityContext.privileged': [['privileged']],
  'securityContext.readOnlyRootFilesystem': [['read_only']],
  'securityContext.capabilities.add': [['cap_add']],
  'securityContext.capabilities.drop': [['cap_drop']],
  'securityContext.allowPrivilegeEscalation': [['security_opt']],
});

function containerSources(
  context: KubernetesContext,
  spec: PodSpec,
  list: 'containers' | 'initContainers',
  index: number,
  rest: YamlPath,
): readonly KeyPath[] {
  const container = spec[list]?.[index];
  const service = context.owners.get(container?.name ?? '');
  if (!container || !service) return [];
  const base = pathTo(['services', service.name]);
  const [field, item] = rest;
  if (rest.length === 2 && typeof item === 'number') {
    if (field === 'env') return envSources(base, container, item);
    if (field === 'volumeMounts') return mountSources(service, base, container, item);
    if (field === 'ports') return portSource(context, service, container.ports?.[item]?.containerPort);
  }
  return (containerFields[rest.join('.')] ?? []).map((one) => pathTo([...base, ...one]));
}

function envSources(base: KeyPath, container: Container, index: number): readonly KeyPath[] {
  const name = container.env?.[index]?.name;
  return name === undefined ? [] : [pathTo([...base, 'environment', name])];
}

function mountSources(service: Service, base: KeyPath, container: Container, index: number): readonly KeyPath[] {
  const path = container.volumeMounts?.[index]?.mountPath ?? '';
  return (mountsByTarget(service).get(path) ?? []).map(({ field, at }) => pathTo([...base, field, at]));
}

const mountsByTarget = oncePer((service: Service) =>
  grouped(
    (['volumes', 'secrets', 'configs'] as const).flatMap((field) =>
      service[field].map(({ target }, at) => ({ field, at, target })),
    ),
    ({ target }) => target ?? '',
  ),
);

/** Each host of a route comes from where its rule is. */
function routeSources(
  { routes }: KubernetesContext,
  service: Service,
  object: LeadingRoute,
  [, list, index, more]: YamlPath,
): readonly KeyPath[] {
  if (typeof index !== 'number' || more !== undefined) return [];
  const host =
    object.kind === 'Ingress'
      ? list === 'rules' && object.spec?.rules?.[index]?.host
      : list === 'hostnames' && object.spec.hostnames?.[index];
  return routes.of(service.name).flatMap((route) => (route.host === host ? [route.place] : []));
}

function portSources(
  context: KubernetesContext,
  service: Service,
  object: Extract<Manifest, { kind: 'Service' }>,
  index: string | number | undefined,
): readonly KeyPath[] {
  const port = typeof index === 'number' ? object.spec?.ports?.[index]?.targetPort : undefined;
  return typeof port === 'number' ? portSource(context, service, port) : [];
}

const byNumber = oncePer((ports: readonly KnownPort[]) => grouped(ports, ({ port }) => port));

function portSource(context: KubernetesContext, service: Service, port: number | undefined): readonly KeyPath[] {
  const known = port === undefined ? undefined : byNumber(context.ports.of(service.name)).get(port)?.[0];
  return (known?.evidence ?? []).flatMap(({ path }) => (path ? [path] : []));
}
