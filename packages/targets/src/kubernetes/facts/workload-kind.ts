import type { Service } from '@transpose/core';
import { restartRule } from '@transpose/core';
import type { Basis } from './basis.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { KnownPorts, PortEvidence } from '../ports/known-port.ts';
import type { KubernetesContext } from './context.ts';
import type { WorkloadKind } from '../objects/objects.ts';
import { listed } from '../objects/listed.ts';
import { knownImageOf, processOf } from './image-facts.ts';
import { certainlyEnds, staysRunning } from '../../shared/one-shot.ts';
import { withMountedScript } from './mounted-script.ts';
import { runsOwnCommand } from '../ports/certain.ts';

/**
 * The kind of workload of each Pod: a Deployment, unless `deploy.mode` or `x-transpose` says otherwise or all its services
 * run once.
 */
export function workloadKinds(basis: Basis, hosts: Hosts, ports: KnownPorts): ReadonlyMap<string, WorkloadKind> {
  const kinds = new Map<string, WorkloadKind>();
  const conditionsOn = (service: Service) => basis.dependentsOf(service.name).map(({ condition }) => condition);
  for (const lead of basis.pods.leads) {
    const members = basis.pods.membersOf(lead.name);
    const { schedule, kind: wanted = schedule === undefined ? undefined : 'CronJob' } = basis.settings(lead.name);
    if (wanted !== undefined && wanted !== 'none') kinds.set(lead.name, wanted);
    else if (members.every((member) => runsOnce(basis, member, conditionsOn(member), hosts, ports)))
      kinds.set(lead.name, 'Job');
    else kinds.set(lead.name, lead.deploy?.mode === 'global' ? 'DaemonSet' : 'Deployment');
  }
  return kinds;
}

/** A service with the command that its container runs, as far as it is known: the image's own, the lines of a mounted script. */
const programOf = (basis: Basis, service: Service): Service => withMountedScript(basis, processOf(basis, service));

/**
 * Whether a service runs once: Swarm's jobs, what others wait to see completed, what certainly ends and is not started
 * again by Docker. A written `no` is a Job, too, unless something shows a server. `conditions`: those under which other
 * services depend on this one.
 */
function runsOnce(
  basis: Basis,
  service: Service,
  conditions: readonly string[],
  hosts: Hosts,
  ports: KnownPorts,
): boolean {
  const mode = service.deploy?.mode;
  if (mode === 'replicated-job' || mode === 'global-job') return true;
  if (conditions.includes('service_completed_successfully')) return true;
  const { condition } = restartPolicyOf(service);
  if (condition === 'any' || mode === 'global') return false;
  if (certainlyEnds(processOf(basis, service))) return true;
  // A script may run a server before its last command.
  const mayEnd = condition === 'none' || certainlyEnds(programOf(basis, service));
  return mayEnd && !looksLikeServer(basis, service, conditions, hosts, ports);
}

/**
 * What shows a server that runs with this command. The image and who starts after it show nothing where the command is
 * not the image's own.
 */
function looksLikeServer(
  basis: Basis,
  service: Service,
  conditions: readonly string[],
  hosts: Hosts,
  ports: KnownPorts,
): boolean {
  const own = runsOwnCommand(service);
  // What the base image listens on says nothing of a program that the Dockerfile put in its place.
  const ofImage: readonly PortEvidence['kind'][] = ['image', 'dockerfile'];
  const showsServer = (kind: PortEvidence['kind']): boolean => kind !== 'base' && (own || !ofImage.includes(kind));
  return (
    ports.of(service.name).some(({ evidence }) => evidence.some(({ kind }) => showsServer(kind))) ||
    service.healthcheck?.test !== undefined ||
    staysRunning(programOf(basis, service)) ||
    hosts.namedBy(service.name).length > 0 ||
    conditions.some((condition) => own || condition === 'service_healthy')
  );
}

/** Says which services without a restart policy are Jobs because their command ends, and which may be meant to run once. */
export function reportKinds(context: KubernetesContext): void {
  const { pods, kinds, ledger, settings, ports, hosts } = context;
  const open = pods.leads.filter((lead) => {
    const { kind: wanted, schedule } = settings(lead.name);
    const written = restartPolicyOf(lead).condition !== undefined || lead.deploy?.mode !== undefined;
    return wanted === undefined && schedule === undefined && !written;
  });
  const jobs = open.filter((lead) => kinds.get(lead.name) === 'Job' && certainlyEnds(programOf(context, lead)));
  for (const { name } of jobs)
    ledger.note('It is a Job, because its command ends. Set x-transpose: {kind: Deployment} if it keeps running', [
      'services',
      name,
    ]);
  const unclear = open.filter(
    (lead) =>
      kinds.get(lead.name) === 'Deployment' &&
      !runsOwnCommand(lead) &&
      !givesOptions(context, lead) &&
      !looksLikeServer(context, lead, [], hosts, ports),
  );
  if (unclear.length === 0) return;
  const them = unclear.length === 1 ? 'is a Deployment, which starts it' : 'are Deployments, which start them';
  ledger.note(
    `${listed(unclear.map(({ name }) => name))} ${them} again after the command has ended. ` +
      'Set x-transpose: {kind: Job} on a service that runs once',
  );
}

/** Whether a service runs a known server of its image, with options of its own: `postgres` with `-c fsync=off`. */
function givesOptions(context: KubernetesContext, service: Service): boolean {
  const [first = ''] = service.command ?? [];
  return (
    service.entrypoint === undefined &&
    first.startsWith('-') &&
    (knownImageOf(context, service)?.ports ?? []).length > 0
  );
}

export interface RestartCondition {
  /** Undefined: nothing is written. */
  readonly condition: 'none' | 'on-failure' | 'any' | undefined;
  readonly attempts?: number;
}

const conditions = { no: 'none', 'on-failure': 'on-failure', always: 'any', 'unless-stopped': 'any' } as const;

/** What is written about restarting, in the words of `deploy.restart_policy`, whose default is `any`. */
export function restartPolicyOf(service: Service): RestartCondition {
  const rule = restartRule(service);
  if (!rule) return { condition: undefined };
  const { policy = 'always', attempts } = rule;
  return { condition: conditions[policy], ...(attempts !== undefined && { attempts }) };
}

/** Docker's number of containers. `scale` and `deploy.replicas` agree where both are. */
export function replicasOf(service: Service): number {
  return service.deploy?.replicas ?? service.scale ?? 1;
}
