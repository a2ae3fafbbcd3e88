import type { Project, Report, Service } from '@transpose/core';
import { isJoined, parseNamespace } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { TargetCode } from '../../account/codes.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import type { KubernetesField } from '../objects/field.ts';

/** Which services share a Pod (`network_mode: service:x`, `pid: service:x`). */
export interface PodGroups {
  /** The services that become containers, in source order: all but `provider` services and those that are left out. */
  readonly emitted: readonly Service[];
  /** The services that name a Pod and its workload, in source order: a subset of `emitted`. */
  readonly leads: readonly Service[];
  /** Whether the service becomes a container. */
  has(service: string): boolean;
  /** The service whose Pod holds this one: itself, unless it joins another's. */
  leadOf(service: string): string;
  /** All services in the Pod of a lead, itself first. */
  membersOf(lead: string): readonly Service[];
}

/** A service that lives in another's namespaces, and by which key. */
interface Join {
  readonly key: 'network_mode' | 'pid' | 'ipc';
  readonly lead: string;
}

/**
 * Puts services that share a network, process or IPC namespace into one Pod. Pod-level fields come from the service
 * that is joined, since Docker takes them from there as well.
 */
export function podGroups(
  project: Project,
  left: (service: Service) => boolean,
  ledger: CheckedLedger<KubernetesField>,
): PodGroups {
  const emitted = Object.values(project.services).filter((service) => !left(service));
  const present = new Map(emitted.map((service) => [service.name, service]));

  const joins = new Map<string, Join>();
  for (const service of emitted) {
    const join = joinOf(project, service);
    if (join && join.lead !== service.name && present.has(join.lead)) joins.set(service.name, join);
  }

  const leads = leadsOf([...present.keys()], joins);
  const leadOf = (name: string): string => leads.get(name) ?? name;

  const members = new Map<string, Service[]>();
  for (const service of emitted) {
    const lead = leadOf(service.name);
    const list = members.get(lead) ?? [];
    if (lead === service.name) list.unshift(service);
    else list.push(service);
    members.set(lead, list);
  }

  for (const [name, join] of joins) reportJoin(ledger, name, join);
  return {
    emitted,
    has: (name) => present.has(name),
    leads: emitted.filter((service) => leadOf(service.name) === service.name),
    leadOf,
    membersOf: (lead) => members.get(lead) ?? [],
  };
}

/** Follows the joins of each service to the one that joins no other; each way is gone once. */
function leadsOf(names: readonly string[], joins: ReadonlyMap<string, Join>): ReadonlyMap<string, string> {
  const leads = new Map<string, string>();
  for (const name of names) {
    const way = new Set<string>();
    let at = name;
    while (!leads.has(at) && !way.has(at) && joins.has(at)) {
      way.add(at);
      at = joins.get(at)?.lead ?? at;
    }
    // A circle of `container:` references: Docker starts none of them. The first one in the source leads, which is the one at hand.
    const lead = leads.get(at) ?? (way.has(at) ? name : at);
    for (const step of way) leads.set(step, lead);
  }
  return leads;
}

/** Network first: who joins another's network has no name of its own. */
function joinOf(project: Project, service: Service): Join | undefined {
  for (const key of ['network_mode', 'pid', 'ipc'] as const) {
    const lead = targetOf(project, service[key]);
    if (lead !== undefined) return { key, lead };
  }
  return undefined;
}

/** The service that `service:NAME` or `container:NAME` means; undefined: none of this project. */
function targetOf(project: Project, mode: string | undefined): string | undefined {
  const namespace = parseNamespace(mode ?? '');
  if (namespace.kind === 'service') return namespace.service;
  return namespace.kind === 'container' ? serviceOfContainer(project, namespace.container) : undefined;
}

const containersOf = new WeakMap<Project, ReadonlyMap<string, string>>();

/** The service whose first container has this name; undefined: none of this project. */
export const serviceOfContainer = (project: Project, container: string): string | undefined =>
  servicesByContainer(project).get(container);

/** The services of a project by the names that their first containers may have; of two at one name the first. */
function servicesByContainer(project: Project): ReadonlyMap<string, string> {
  const known = containersOf.get(project);
  if (known) return known;
  const found = new Map<string, string>();
  for (const { name, container_name: container } of Object.values(project.services).toReversed()) {
    for (const text of [container, `${project.name}-${name}-1`, `${project.name}_${name}_1`])
      if (text !== undefined) found.set(text, name);
  }
  containersOf.set(project, found);
  return found;
}

function reportJoin(ledger: CheckedLedger<KubernetesField>, name: string, join: Join): void {
  const path = pathTo(['services', name, join.key]);
  const ready = `Both are in the Pod of "${join.lead}", which is ready only when all its containers are`;
  if (join.key === 'network_mode') ledger.approximated(path, 'Pod.spec.containers', ready);
  else ledger.approximated(path, 'Pod.spec.shareProcessNamespace', `${ready}; they share its network, too`);
}

/** Two services that Docker gave networks of their own would meet on one port: only the first one could listen. */
export function checkSharedPorts(
  pods: PodGroups,
  portsOf: (
    service: string,
  ) => readonly { readonly port: number; readonly protocol: string; readonly declared: boolean }[],
  report: Report<TargetCode>,
): void {
  for (const lead of pods.leads) {
    const taken = new Map<string, string>();
    for (const member of pods.membersOf(lead.name)) {
      if (isJoined(member.network_mode)) continue;
      for (const { port, protocol, declared } of portsOf(member.name)) {
        if (!declared) continue;
        const key = `${port}/${protocol}`;
        const other = taken.get(key);
        if (other === undefined) taken.set(key, member.name);
        else {
          report.add({
            code: 'illegal-value',
            message: `"${other}" and "${member.name}" share a Pod and both listen on ${key}; a Pod has one network`,
            path: pathTo(['services', member.name]),
            hint: 'give one of them another port, or a process namespace of its own',
          });
        }
      }
    }
  }
}
