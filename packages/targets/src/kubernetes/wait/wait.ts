import type { Dependency, Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { KnownPort, PortEvidence } from '../ports/known-port.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { dependencyOrder } from '../../shared/graph/dependency-order.ts';
import { certainPort } from '../ports/certain.ts';
import { serviceKind } from '../network/service.ts';
import { replicasOf, restartPolicyOf } from '../facts/workload-kind.ts';

/** What a Pod waits for before its containers start. */
export type Wait = PortWait | ObjectWait;

/** A port of a Service: it answers only while a Pod behind it is ready. Needs no rights. */
export interface PortWait {
  readonly kind: 'port';
  readonly dependency: string;
  readonly port: number;
}

/** The state of a workload, asked of the API server. `lead`: the service whose workload it is. */
export interface ObjectWait {
  /** `ended`: whether a Job has succeeded is the same. */
  readonly kind: 'rollout' | 'complete' | 'ended' | 'ready';
  readonly dependency: string;
  readonly lead: string;
}

/** The waits of each Pod, by its lead: conditions of `depends_on` across Pods. */
export function waitsOf(context: KubernetesContext): ReadonlyMap<string, readonly Wait[]> {
  const waits = new Map<string, Wait[]>();
  const edges = new Map<string, Set<string>>();
  const { pods } = context;
  // Services wait for each other in no circle, only Pods of several services may.
  const mayCircle = pods.leads.some((lead) => pods.membersOf(lead.name).length > 1);
  const before = awaitedBefore(context);
  for (const lead of pods.leads) {
    const list = new Map<string, Wait>();
    /** Takes a wait, unless the Pod of what it waits for waits for this one already. */
    const take = (wait: Wait): boolean => {
      const target = pods.leadOf(wait.dependency);
      if (mayCircle && reaches(edges, target, lead.name)) return false;
      edges.set(lead.name, (edges.get(lead.name) ?? new Set()).add(target));
      const key = `${wait.kind} ${wait.dependency}`;
      if (!list.has(key)) list.set(key, wait);
      return true;
    };
    for (const member of pods.membersOf(lead.name)) {
      for (const [name, dependency] of Object.entries(member.depends_on)) {
        const wait = waitOf(context, lead, member, name, dependency);
        if (wait && !take(wait))
          context.ledger.dropped(
            ['services', member.name, 'depends_on', name],
            `The Pod of "${name}" waits for this one already: services that share Pods would wait for each other`,
          );
      }
    }
    for (const wait of inheritedWaits(context, lead, before)) {
      if (![...list.values()].some(({ dependency }) => dependency === wait.dependency)) take(wait);
    }
    if (list.size > 0) waits.set(lead.name, [...list.values()]);
  }
  return waits;
}

function reaches(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from]);
  // What is added while a set is gone through is visited too.
  for (const name of seen) for (const next of edges.get(name) ?? []) seen.add(next);
  return seen.has(to);
}

const field = 'Pod.spec.initContainers';

function waitOf(
  context: KubernetesContext,
  lead: Service,
  member: Service,
  name: string,
  dependency: Dependency,
): Wait | undefined {
  const { ledger, pods } = context;
  const path = pathTo(['services', member.name, 'depends_on', name]);
  const other = context.project.services[name];
  const target = pods.leadOf(name);
  // What Docker does anyway makes no difference where it is written out.
  if (dependency.required || !other) ledger.carried([...path, 'required'], field);
  if (!dependency.restart) ledger.carried([...path, 'restart'], field);
  if (!other || !pods.has(name) || target === lead.name) return undefined;
  if (dependency.restart) ledger.dropped([...path, 'restart'], 'Nothing restarts a Pod because another was restarted');
  if (!dependency.required && dependency.condition === 'service_started') {
    ledger.approximated(path, field, 'It is not waited for, since it need not be there');
    return undefined;
  }
  if (!dependency.required && dependency.condition === 'service_healthy')
    ledger.dropped(
      [...path, 'required'],
      `Docker starts "${member.name}" also when "${name}" does not become healthy; its Pod waits on`,
      undefined,
      'differs',
    );
  else if (!dependency.required) ledger.carried([...path, 'required'], field);
  if (dependency.condition === 'service_started') return startedWait(context, lead, name, path);
  const reason = hindrance(context, lead, other);
  if (reason !== undefined) {
    ledger.dropped(path, reason);
    return undefined;
  }
  return conditionWait(context, lead, name, dependency) ?? noWait(context, lead, member, name, dependency);
}

/** Why nobody in a Pod waits for a service. */
function hindrance({ options, pods, kinds }: KubernetesContext, lead: Service, other: Service): string | undefined {
  if (options.wait === 'none') return 'Waits are switched off (--wait none)';
  if (replicasOf(other) === 0 && kinds.get(pods.leadOf(other.name)) !== 'DaemonSet')
    return `"${other.name}" has no replicas: nothing would ever become ready`;
  return lead.network_mode === 'none' ? 'Without a network nothing can be waited for' : undefined;
}

/**
 * What each service has to wait for over services that merely have to be started: Docker starts those after what they wait
 * for, and so this one, too. Without it a service could run on what a Job has not written yet, and never fail.
 */
function awaitedBefore({ pods, project }: KubernetesContext): ReadonlyMap<string, ReadonlyMap<string, Dependency>> {
  const started = (service: Service): readonly Service[] =>
    Object.entries(service.depends_on).flatMap(([name, { condition }]) =>
      condition === 'service_started' && pods.has(name) ? (project.services[name] ?? []) : [],
    );
  const before = new Map<string, ReadonlyMap<string, Dependency>>();
  for (const service of dependencyOrder(pods.emitted, started)) {
    const found = new Map<string, Dependency>();
    for (const other of started(service)) {
      const awaited = Object.entries(other.depends_on).filter(([, { condition }]) => condition !== 'service_started');
      for (const [name, dependency] of [...awaited, ...(before.get(other.name) ?? [])])
        if (!found.has(name)) found.set(name, dependency);
    }
    before.set(service.name, found);
  }
  return before;
}

/** The waits of a Pod for what its services have to wait for over others. */
function inheritedWaits(
  context: KubernetesContext,
  lead: Service,
  before: ReadonlyMap<string, ReadonlyMap<string, Dependency>>,
): readonly Wait[] {
  const { pods, project } = context;
  return pods.membersOf(lead.name).flatMap((member) =>
    [...(before.get(member.name) ?? [])].flatMap(([awaited, dependency]) => {
      const other = project.services[awaited];
      if (!other || !pods.has(awaited) || pods.leadOf(awaited) === lead.name) return [];
      if (hindrance(context, lead, other) !== undefined) return [];
      return conditionWait(context, lead, awaited, dependency) ?? [];
    }),
  );
}

/** A Job that Docker would not run again waits for the port that it needs; others start at once. */
function startedWait(context: KubernetesContext, lead: Service, name: string, path: KeyPath): Wait | undefined {
  const once = isTriedOnce(context, lead);
  const port = once ? startedPort(context, lead, name) : undefined;
  if (port && context.options.wait !== 'none') return { kind: 'port', dependency: name, port: port.port };
  context.ledger.approximated(
    path,
    field,
    once
      ? `Pods start together, and no port of "${name}" is certain: the Job is retried when it fails`
      : 'Pods start together; one that fails for want of another is restarted, with delays up to 5 minutes',
  );
  return undefined;
}

/** A port where it tells of health, else what the API server is asked, where the Pod can reach it and the awaited one gets there. */
function conditionWait(
  context: KubernetesContext,
  lead: Service,
  name: string,
  { condition, required }: Dependency,
): Wait | undefined {
  const target = context.pods.leadOf(name);
  const isKnocked = condition === 'service_healthy' && inReach(context, lead.name, target);
  const port = isKnocked ? waitPort(context, name) : undefined;
  if (port) return { kind: 'port', dependency: name, port: port.port };
  const kind = context.kinds.get(target);
  if (isCutOff(context, lead) || kind === 'CronJob') return undefined;
  if (condition === 'service_completed_successfully')
    return kind === 'Job' ? { kind: required ? 'complete' : 'ended', dependency: name, lead: target } : undefined;
  return { kind: kind === 'Job' ? 'ready' : 'rollout', dependency: name, lead: target };
}

/** Says why there is no such wait. */
function noWait(
  context: KubernetesContext,
  lead: Service,
  member: Service,
  name: string,
  { condition }: Dependency,
): undefined {
  const { ledger, pods, kinds } = context;
  const path = pathTo(['services', member.name, 'depends_on', name]);
  const target = pods.leadOf(name);
  if (isCutOff(context, lead)) {
    ledger.dropped(
      path,
      'All its networks are internal, so it cannot reach the API server, and the dependency has no known port to wait for',
      'Give the dependency a port that it may reach',
    );
  } else if (kinds.get(target) === 'CronJob') {
    ledger.dropped(path, `"${name}" runs on a schedule`);
  } else if (condition === 'service_completed_successfully') {
    const alone = pods.membersOf(target).length === 1;
    ledger.dropped(
      path,
      `"${name}" is in a Pod that never completes, so "${member.name}" does not wait for it and starts before it has run`,
      alone
        ? `Set x-transpose: {kind: Job} on "${name}"`
        : `Give "${name}" a Pod of its own, without network_mode or pid of another service`,
      'breaks',
    );
  }
}

/**
 * The port to knock at. None for peers in a circle: their Services answer whatever their health, and so a port tells
 * nothing of it.
 */
function waitPort(context: KubernetesContext, name: string): KnownPort | undefined {
  const service = context.project.services[name];
  if (!service || serviceKind(context, name) !== 'cluster-ip' || context.peers.has(name)) return undefined;
  return certainPort(service, context.ports.of(name));
}

/** Whether the Pod is a Job that Docker would not run again: what it needs has to be there when it starts. */
export function isTriedOnce({ kinds }: KubernetesContext, lead: Service): boolean {
  const { condition } = restartPolicyOf(lead);
  return kinds.get(lead.name) === 'Job' && condition !== 'any' && condition !== 'on-failure';
}

/**
 * The port of a dependency that such a Job waits for: a certain one, or the one that its own command asks, without which
 * it would fail anyway.
 */
export function startedPort(context: KubernetesContext, lead: Service, name: string): KnownPort | undefined {
  const service = context.project.services[name];
  const target = context.pods.leadOf(name);
  if (!service || replicasOf(service) === 0 || context.kinds.get(target) === 'Job') return undefined;
  if (serviceKind(context, name) !== 'cluster-ip' || !inReach(context, lead.name, target)) return undefined;
  const ports = context.ports.of(name);
  const asks = ({ kind, peer, path }: PortEvidence) =>
    kind === 'peer' && peer === lead.name && (path?.[2] === 'command' || path?.[2] === 'entrypoint');
  return (
    certainPort(service, ports) ?? ports.find(({ protocol, evidence }) => protocol === 'TCP' && evidence.some(asks))
  );
}

/** Whether NetworkPolicies let one Pod reach the other: they share a network. */
function inReach(context: KubernetesContext, from: string, to: string): boolean {
  const a = context.project.services[from];
  const b = context.project.services[to];
  if (!a || !b || b.network_mode === 'none') return false;
  if (a.network_mode !== undefined || b.network_mode !== undefined) return true;
  return Object.keys(a.networks).some((network) => Object.hasOwn(b.networks, network));
}

function isCutOff(context: KubernetesContext, lead: Service): boolean {
  const networks = Object.keys(lead.networks);
  return networks.length > 0 && networks.every((key) => context.project.networks[key]?.internal === true);
}

/** Whether a wait asks the API server. */
export function needsToken(wait: Wait): wait is ObjectWait {
  return wait.kind !== 'port';
}
