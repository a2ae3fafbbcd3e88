import type { Service } from '@transpose/core';
import type { Basis, Hosts, KnownPorts, WorkloadKind } from './context.ts';

/**
 * The kind of workload of each Pod. A Deployment, unless `deploy.mode` says otherwise, or the service is a one-shot:
 * another waits for its end, or its restart policy is written `no` and nothing shows a server. `on-failure` alone shows
 * nothing: public files put it on servers.
 */
export function workloadKinds(basis: Basis, hosts: Hosts, ports: KnownPorts): ReadonlyMap<string, WorkloadKind> {
  const kinds = new Map<string, WorkloadKind>();
  const conditions = dependenceConditions(basis);
  for (const lead of basis.pods.leads) {
    const members = basis.pods.membersOf(lead.name);
    const { schedule, kind: wanted = schedule === undefined ? undefined : 'CronJob' } = basis.settings(lead.name);
    if (wanted !== undefined && wanted !== 'none') kinds.set(lead.name, wanted);
    else if (members.every((member) => runsToCompletion(member, conditions.get(member.name) ?? [], hosts, ports)))
      kinds.set(lead.name, 'Job');
    else kinds.set(lead.name, lead.deploy?.mode === 'global' ? 'DaemonSet' : 'Deployment');
  }
  return kinds;
}

/** `conditions`: those under which other services depend on this one. */
function runsToCompletion(service: Service, conditions: readonly string[], hosts: Hosts, ports: KnownPorts): boolean {
  const mode = service.deploy?.mode;
  if (mode === 'replicated-job' || mode === 'global-job') return true;
  if (conditions.includes('service_completed_successfully')) return true;
  if (restartPolicyOf(service).condition !== 'none') return false;
  return (
    ports.of(service.name).length === 0 &&
    !service.healthcheck?.test &&
    hosts.namedBy(service.name).every((peer) => peer === service.name) &&
    conditions.length === 0
  );
}

/** The conditions under which other services depend on each. */
function dependenceConditions({ pods }: Basis): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const service of pods.emitted) {
    for (const [name, { condition }] of Object.entries(service.depends_on)) {
      const known = found.get(name);
      if (known) known.push(condition);
      else found.set(name, [condition]);
    }
  }
  return found;
}

export interface RestartRule {
  /** Undefined: nothing is written. */
  readonly condition: 'none' | 'on-failure' | 'any' | undefined;
  readonly attempts?: number;
}

/** What is written about restarting; `deploy.restart_policy` beats `restart`. */
export function restartPolicyOf(service: Service): RestartRule {
  const policy = service.deploy?.restart_policy;
  if (policy) {
    const { condition = 'any', max_attempts: attempts } = policy;
    const known = condition === 'none' || condition === 'on-failure' ? condition : 'any';
    return attempts === undefined ? { condition: known } : { condition: known, attempts };
  }
  const [name, count] = (service.restart ?? '').split(':');
  if (name === '') return { condition: undefined };
  if (name === 'no') return { condition: 'none' };
  if (name !== 'on-failure') return { condition: 'any' };
  return count === undefined ? { condition: 'on-failure' } : { condition: 'on-failure', attempts: Number(count) };
}

/** Docker's number of containers. `scale` and `deploy.replicas` agree where both stand. */
export function replicasOf(service: Service): number {
  return service.deploy?.replicas ?? service.scale ?? 1;
}
