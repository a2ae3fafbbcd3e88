import type { Fault } from './check.ts';
import type {
  ExternalObject,
  ConfigMap,
  Manifest,
  PodSpec,
  RouteBackend,
  LeadingRoute,
  Secret,
  Workload,
  PodTemplateSpec,
} from '../objects/objects.ts';
import type { KubernetesPlan } from '../plan.ts';
import { isRoute } from '../routes/objects/is-route.ts';
import { containersOf, isWorkload, templateOf } from '../workload/template.ts';

/** What every namespace has, and what the user declares to be there. */
interface External {
  readonly secrets: ReadonlySet<string>;
  readonly configMaps: ReadonlySet<string>;
  readonly claims: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/** Every reference leads to an object of the set, or to one that is declared to be there. */
export function checkReferences(plan: KubernetesPlan, objects: readonly Manifest[], fault: Fault): void {
  const external = externalsOf(plan);
  const byKind = new Map<string, Map<string, Manifest>>();
  for (const object of objects) {
    const list = byKind.get(object.kind) ?? new Map<string, Manifest>();
    byKind.set(object.kind, list.set(object.metadata.name, object));
  }
  const find = (kind: string, name: string) => byKind.get(kind)?.get(name);
  const labelled = templatesByLabel(objects);
  for (const object of objects) {
    if (isWorkload(object)) {
      const spec = templateOf(object)?.spec;
      if (spec) checkSpec(object, spec, find, external, fault);
    } else if (object.kind === 'Service') checkSelector(object, labelled, fault);
    else if (isRoute(object)) checkBackends(object, find, fault);
    else if (object.kind === 'RoleBinding') {
      if (!find('Role', object.roleRef.name)) fault(object, `there is no Role ${object.roleRef.name}`);
    }
  }
}

function externalsOf(plan: KubernetesPlan): External {
  const { options, pods, projectSettings, settings } = plan.context;
  const named = (kind: ExternalObject['kind']) =>
    plan.external.filter((object) => object.kind === kind).map(({ name }) => name);
  return {
    secrets: new Set([
      ...named('Secret'),
      ...options.imagePullSecrets,
      ...(projectSettings.pullSecrets ?? []),
      ...pods.emitted.flatMap(({ name }) => settings(name).pullSecrets ?? []),
    ]),
    configMaps: new Set([...named('ConfigMap'), 'kube-root-ca.crt']),
    claims: new Set(named('PersistentVolumeClaim')),
    accounts: new Set(pods.emitted.flatMap(({ name }) => settings(name).serviceAccount ?? [])),
  };
}

type Find = (kind: string, name: string) => Manifest | undefined;

function checkSpec(object: Workload, spec: PodSpec, find: Find, external: External, fault: Fault): void {
  const account = spec.serviceAccountName;
  if (account !== undefined && !external.accounts.has(account) && !find('ServiceAccount', account)) {
    fault(object, `there is no ServiceAccount ${account}`);
  }
  const need = (
    kind: 'Secret' | 'ConfigMap',
    name: string | undefined,
    keys: readonly string[],
    optional: boolean | undefined,
  ) => {
    if (name === undefined) return fault(object, `a reference to a ${kind} has no name`);
    if (optional || (kind === 'Secret' ? external.secrets : external.configMaps).has(name)) return;
    const found = find(kind, name) as ConfigMap | Secret | undefined;
    if (!found) return fault(object, `there is no ${kind} ${name}`);
    const contents = [found.data ?? {}, (found.kind === 'Secret' ? found.stringData : found.binaryData) ?? {}];
    for (const key of keys)
      if (!contents.some((content) => Object.hasOwn(content, key))) fault(object, `${kind} ${name} has no key ${key}`);
  };
  const keysOf = (items: readonly { readonly key: string }[] | undefined) => (items ?? []).map(({ key }) => key);

  for (const volume of spec.volumes ?? []) {
    const { persistentVolumeClaim: claim, secret, configMap, projected } = volume;
    if (claim && !external.claims.has(claim.claimName) && !find('PersistentVolumeClaim', claim.claimName)) {
      fault(object, `there is no PersistentVolumeClaim ${claim.claimName}`);
    }
    if (secret) need('Secret', secret.secretName, keysOf(secret.items), secret.optional);
    if (configMap) need('ConfigMap', configMap.name, keysOf(configMap.items), configMap.optional);
    for (const source of projected?.sources ?? []) {
      if (source.secret) need('Secret', source.secret.name, keysOf(source.secret.items), source.secret.optional);
      if (source.configMap)
        need('ConfigMap', source.configMap.name, keysOf(source.configMap.items), source.configMap.optional);
    }
  }
  for (const container of containersOf(spec)) {
    for (const { valueFrom } of container.env ?? []) {
      const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
      if (secretKeyRef) need('Secret', secretKeyRef.name, [secretKeyRef.key], secretKeyRef.optional);
      if (configMapKeyRef) need('ConfigMap', configMapKeyRef.name, [configMapKeyRef.key], configMapKeyRef.optional);
    }
    for (const { secretRef, configMapRef } of container.envFrom ?? []) {
      if (secretRef) need('Secret', secretRef.name, [], secretRef.optional);
      if (configMapRef) need('ConfigMap', configMapRef.name, [], configMapRef.optional);
    }
  }
}

/** A route leads to ports that Services have. */
function checkBackends(object: LeadingRoute, find: Find, fault: Fault): void {
  const backends =
    object.kind === 'Ingress'
      ? (object.spec?.rules ?? []).flatMap(({ http }) =>
          (http?.paths ?? []).flatMap(({ backend: { service } }) =>
            service ? [{ name: service.name, port: service.port?.number }] : [],
          ),
        )
      : object.spec.rules.flatMap(({ backendRefs = [] }): readonly RouteBackend[] => backendRefs);
  for (const { name, port } of backends) {
    const service = find('Service', name);
    if (service?.kind !== 'Service') fault(object, `there is no Service ${name}`);
    else if (!(service.spec?.ports ?? []).some((one) => one.port === port))
      fault(object, `Service ${name} has no port ${port}`);
  }
}

type LabelledTemplates = ReadonlyMap<string, readonly PodTemplateSpec[]>;

/** The Pod templates by each of their labels, `key=value`. */
function templatesByLabel(objects: readonly Manifest[]): LabelledTemplates {
  const labelled = new Map<string, PodTemplateSpec[]>();
  for (const object of objects) {
    const template = isWorkload(object) ? templateOf(object) : undefined;
    for (const [key, value] of Object.entries(template?.metadata?.labels ?? {})) {
      const known = labelled.get(`${key}=${value}`);
      if (known && template) known.push(template);
      else if (template) labelled.set(`${key}=${value}`, [template]);
    }
  }
  return labelled;
}

/** A Service selects Pods of the set, and its named ports are theirs. */
function checkSelector(
  object: Extract<Manifest, { kind: 'Service' }>,
  labelled: LabelledTemplates,
  fault: Fault,
): void {
  const selector = Object.entries(object.spec?.selector ?? {});
  if (selector.length === 0) return;
  const [fewest = []] = selector
    .map(([key, value]) => labelled.get(`${key}=${value}`) ?? [])
    .toSorted((a, b) => a.length - b.length);
  const selected = fewest.filter(({ metadata }) => selector.every(([key, value]) => metadata?.labels?.[key] === value));
  if (selected.length === 0) return fault(object, 'it selects no Pod');
  const names = new Set(
    selected.flatMap((template) =>
      template.spec
        ? containersOf(template.spec).flatMap(({ ports = [] }) => ports.flatMap(({ name }) => name ?? []))
        : [],
    ),
  );
  for (const { targetPort } of object.spec?.ports ?? []) {
    if (typeof targetPort === 'string' && !names.has(targetPort))
      fault(object, `no container has the port ${targetPort}`);
  }
}
