import type { Container, Manifest, PodTemplateSpec, Workload } from '../kubernetes/objects/objects.ts';
import { applyOrder } from '../kubernetes/objects/apply-order.ts';
import { objectId } from '../kubernetes/objects/metadata.ts';
import type { OwnedObject } from '../kubernetes/objects/objects.ts';
import type { KubernetesPlan } from '../kubernetes/plan.ts';
import { configReferences } from '../kubernetes/workload/checksum.ts';
import { isWorkload, templateOf, withTemplate } from '../kubernetes/workload/template.ts';
import type { Generated } from './generators.ts';
import { configIds } from './generators.ts';

/** A plan as Kustomize gets it. */
export interface Written {
  readonly plan: KubernetesPlan;
  readonly generated: ReadonlyMap<string, Generated>;
  /** In the order of application, by what says that two of two plans are one: kind and name. */
  readonly objects: ReadonlyMap<string, Manifest>;
}

export function writtenOf(plan: KubernetesPlan, generated: ReadonlyMap<string, Generated>): Written {
  const written = writtenPlan(plan, generated);
  // The name of a Job has a hash of its template.
  const jobs = new Map(written.workloads.map(({ of, object }) => [object.metadata.name, of]));
  const identity = ({ kind, metadata: { name } }: Manifest) =>
    kind === 'Namespace' ? kind : objectId(kind, kind === 'Job' ? (jobs.get(name) ?? name) : name);
  return {
    plan: written,
    generated,
    objects: new Map(applyOrder(written).map((object) => [identity(object), object])),
  };
}

/** A plan with its objects changed, or left out where `change` gives none. */
export function withObjects(
  plan: KubernetesPlan,
  change: <T extends Manifest>(object: T) => T | undefined,
): KubernetesPlan {
  const each = <T extends Manifest>(objects: readonly T[]): readonly T[] =>
    objects.flatMap((object) => change(object) ?? []);
  const owned = <T extends Manifest>(objects: readonly OwnedObject<T>[]): readonly OwnedObject<T>[] =>
    objects.flatMap(({ of, object }) => {
      const changed = change(object);
      return changed ? [{ of, object: changed }] : [];
    });
  return {
    ...plan,
    namespace: plan.namespace && change(plan.namespace),
    access: each(plan.access),
    configMaps: each(plan.configMaps),
    secrets: each(plan.secrets),
    persistentVolumes: each(plan.persistentVolumes),
    claims: each(plan.claims),
    networkPolicies: each(plan.networkPolicies),
    services: owned(plan.services),
    routes: owned(plan.routes),
    workloads: owned(plan.workloads),
    scaling: each(plan.scaling),
  };
}

/**
 * The objects that are in files, as Kustomize takes them: without their namespace, which the kustomization has once, and
 * without the checksums of what it generates, since names with hashes do their work.
 */
function writtenPlan(plan: KubernetesPlan, generated: ReadonlyMap<string, Generated>): KubernetesPlan {
  const plain = new Set(configIds(plan).filter((id) => !generated.has(id)));
  return withObjects(plan, (object) => {
    if (generated.has(objectId(object.kind, object.metadata.name))) return undefined;
    const { namespace: _, ...metadata } = object.metadata;
    const here = { ...object, metadata };
    return withSpelledPorts(isWorkload(here) ? (withoutChecksum(here, plain) as typeof here) : here);
  });
}

/** `plain`: the ConfigMaps and Secrets whose names have no hash. */
function withoutChecksum(workload: Workload, plain: ReadonlySet<string>): Workload {
  const spec = templateOf(workload)?.spec;
  if (!spec || [...configReferences(spec)].some((id) => plain.has(id))) return workload;
  return withTemplate(workload, ({ metadata, ...template }): PodTemplateSpec => {
    const { 'checksum/config': _, ...annotations } = metadata?.annotations ?? {};
    const { annotations: __, ...rest } = metadata ?? {};
    return {
      metadata: { ...rest, ...(Object.keys(annotations).length > 0 && { annotations }) },
      ...template,
    };
  });
}

/**
 * Where one number is open for two protocols, both are spelled: Kustomize, as kubectl, loses one of them with any patch of
 * the object otherwise. Source: kubernetes/kubernetes#105610.
 */
function withSpelledPorts<T extends Manifest>(object: T): T {
  if (object.kind === 'Service') {
    const { spec } = object;
    return spec?.ports ? { ...object, spec: { ...spec, ports: spelled(spec.ports, ({ port }) => port) } } : object;
  }
  if (!isWorkload(object)) return object;
  const container = (one: Container): Container =>
    one.ports ? { ...one, ports: spelled(one.ports, ({ containerPort }) => containerPort) } : one;
  return withTemplate(object as Workload, ({ spec, ...template }) => ({
    ...template,
    ...(spec && { spec: { ...spec, containers: spec.containers.map(container) } }),
  })) as T;
}

function spelled<T extends { readonly protocol?: string | undefined }>(
  ports: readonly T[],
  numberOf: (port: T) => unknown,
): readonly T[] {
  const isOnce = new Set(ports.map(numberOf)).size === ports.length;
  return isOnce ? ports : ports.map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' }));
}
