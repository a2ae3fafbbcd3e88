import type { Origin, Origins, Service } from '@transpose/core';
import { positionOf } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { Container, LeadingRoute, Manifest } from '../objects/objects.ts';
import { mountPathOf } from '../configuration/config-files.ts';
import { keysBehind } from './field-sources.ts';
import { isRoute } from '../routes/objects/is-route.ts';
import { isWorkload, templateOf } from '../workload/template.ts';
import { base64 } from '../../shared/bytes/base64.ts';
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

/** The value that a field of an object comes from; the first one where there are several. */
export const sourceOf = (
  context: KubernetesContext,
  origins: Origins,
  object: Manifest,
  path: YamlPath,
): FieldSource | undefined => sourcesIn(context, origins, object, path)[0];

interface FieldSource {
  readonly path: KeyPath;
  readonly origin: Origin;
}

function sourcesIn(
  context: KubernetesContext,
  origins: Origins,
  object: Manifest,
  path: YamlPath,
): readonly FieldSource[] {
  return sourcesOf(context, object, path).flatMap((candidate) => {
    const origin = origins.at(candidate);
    return origin && !origin.implied ? [{ path: candidate, origin }] : [];
  });
}

/** A field of an object with each of the values that it comes from. */
export function fieldsAt(
  context: KubernetesContext,
  origins: Origins,
  object: Manifest,
  path: YamlPath,
): readonly OutputField[] {
  const sources = sourcesIn(context, origins, object, path);
  return sources.map(({ path: from }) => ({ name: fieldName(object, path), from, whole: isOwn(path) }));
}

/** The fields of an object that values of the project became; no printed file tells lines. */
export function fieldsOf(context: KubernetesContext, origins: Origins, object: Manifest): readonly OutputField[] {
  const found: OutputField[] = [];
  eachField(object, (path) => found.push(...fieldsAt(context, origins, object, path)));
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
const isOwn = (path: YamlPath): boolean => path.length === 1 && path[0] === 'kind';

/** The paths of the model that a field may come from, the first that is written counts. */
function sourcesOf(context: KubernetesContext, object: Manifest, path: YamlPath): readonly KeyPath[] {
  const owner = object.metadata.labels?.['app.kubernetes.io/name'];
  const service = context.owners.get(owner ?? '');
  const own = ownSources(context, object, owner, service);
  if (isOwn(path)) return own;
  const entries = own.filter(([section]) => section !== 'services');
  if (!service || entries.length > 0)
    return [
      ...envFileSources(context, object, path),
      ...entries.flatMap((entry) => keySources(entry, object.kind, path)),
    ];
  const base = pathTo(['services', service.name]);
  if (object.kind === 'Secret')
    return path.length === 2 && path[0] === 'data' ? [pathTo([...base, 'environment', path[1] ?? ''])] : [];
  if (object.kind === 'Service')
    return path[0] === 'spec' && path.length === 3 && path[1] === 'ports'
      ? portSources(context, service, object, path[2])
      : [];
  if (isRoute(object)) return routeSources(context, service, object, path);
  if (!isWorkload(object)) return [];

  const at = path.lastIndexOf('template');
  if (at < 0) return [...new Set([object.kind, 'Deployment'])].flatMap((kind) => keySources(base, kind, path));
  const inPod = path.slice(at + 1);
  const [part, list, index, ...rest] = inPod;
  if (part !== 'spec' || (list !== 'containers' && list !== 'initContainers') || typeof index !== 'number') {
    // Any of the services in the Pod asks for shared processes; all else is what the first of them says.
    const askers = list === 'shareProcessNamespace' ? context.pods.membersOf(service.name) : [service];
    return askers.flatMap(({ name }) => keySources(pathTo(['services', name]), 'Pod', inPod));
  }
  const container = templateOf(object)?.spec?.[list]?.[index];
  return container ? containerSources(context, container, rest) : [];
}

/** The keys of an entry that become a field, by its name from a root: `Pod`, `Container`, a kind. */
const keySources = (entry: KeyPath, root: string, path: YamlPath): readonly KeyPath[] =>
  keysBehind(String(entry[0]), [root, ...path].join('.')).map((steps) => pathTo([...entry, ...steps]));

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
    case 'Namespace':
      return [pathTo(['name'])];
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

function containerSources(context: KubernetesContext, container: Container, path: YamlPath): readonly KeyPath[] {
  const service = context.owners.get(container.name);
  if (!service) return [];
  const base = pathTo(['services', service.name]);
  const [field, item] = path;
  if (path.length === 2 && typeof item === 'number') {
    if (field === 'env') return envSources(base, container, item);
    if (field === 'volumeMounts') return mountSources(service, base, container, item);
    if (field === 'ports') return portSource(context, service, container.ports?.[item]?.containerPort);
  }
  return keySources(base, 'Container', path);
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
    [
      ...service.volumes.map(({ target }, at) => ({ field: 'volumes' as const, at, target })),
      ...(['secrets', 'configs'] as const).flatMap((field) =>
        service[field].map((one, at) => ({ field, at, target: mountPathOf(field, one) })),
      ),
    ],
    ({ target }) => target,
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
