import type { Dependency, Service } from '@transpose/core';
import { suffixedName } from '../shared/k8s-name.ts';
import type { KnownPort, KubernetesContext } from './context.ts';
import { objectMeta } from './metadata.ts';
import type { Container, Manifest, PodVolume, VolumeMount } from './objects.ts';
import { restrictedInit } from './security.ts';
import { serviceKind } from './service.ts';
import { replicasOf } from './workload-kind.ts';

/** What a Pod waits for before its containers start. */
export type Wait = PortWait | ObjectWait;

/** A port of a Service: it answers only while a Pod behind it is ready. Needs no rights. */
interface PortWait {
  readonly kind: 'port';
  readonly dependency: string;
  readonly port: number;
}

/** The state of a workload, asked of the API server. `lead`: the service whose workload it is. */
interface ObjectWait {
  readonly kind: 'rollout' | 'complete' | 'ready';
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
  for (const lead of pods.leads) {
    const list: Wait[] = [];
    for (const member of pods.membersOf(lead.name)) {
      for (const [name, dependency] of Object.entries(member.depends_on)) {
        const wait = waitOf(context, lead, member, name, dependency);
        if (!wait) continue;
        const target = pods.leadOf(name);
        if (mayCircle && reaches(edges, target, lead.name)) {
          context.ledger.dropped(
            ['services', member.name, 'depends_on', name],
            `The Pod of "${name}" waits for this one already: services that share Pods would wait for each other`,
          );
          continue;
        }
        edges.set(lead.name, (edges.get(lead.name) ?? new Set()).add(target));
        if (!list.some((other) => other.kind === wait.kind && other.dependency === wait.dependency)) list.push(wait);
      }
    }
    if (list.length > 0) waits.set(lead.name, list);
  }
  return waits;
}

function reaches(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from]);
  // What is added while a set is gone through is visited too.
  for (const name of seen) for (const next of edges.get(name) ?? []) seen.add(next);
  return seen.has(to);
}

function waitOf(
  context: KubernetesContext,
  lead: Service,
  member: Service,
  name: string,
  dependency: Dependency,
): Wait | undefined {
  const { ledger, pods, kinds } = context;
  const path = ['services', member.name, 'depends_on', name];
  const field = 'Pod.spec.initContainers';
  const other = context.project.services[name];
  const target = pods.leadOf(name);
  if (!other || !pods.emitted.includes(other) || target === lead.name) return undefined;
  if (dependency.restart) ledger.dropped([...path, 'restart'], 'Nothing restarts a Pod because another was restarted');
  if (!dependency.required) {
    ledger.approximated(path, field, 'It is not waited for, since it need not be there');
    return undefined;
  }
  if (dependency.condition === 'service_started') {
    ledger.approximated(
      path,
      field,
      'Pods start together; one that fails for want of another is restarted, with delays up to 5 minutes',
    );
    return undefined;
  }
  if (context.options.wait === 'none') {
    ledger.dropped(path, 'Waits are switched off (--wait none)');
    return undefined;
  }
  if (replicasOf(other) === 0 && kinds.get(target) !== 'DaemonSet') {
    ledger.dropped(path, `"${name}" has no replicas: nothing would ever become ready`);
    return undefined;
  }
  if (lead.network_mode === 'none') {
    ledger.dropped(path, 'Without a network nothing can be waited for');
    return undefined;
  }

  const kind = kinds.get(target);
  const port =
    dependency.condition === 'service_healthy' && inReach(context, lead.name, target)
      ? waitPort(context, member.name, name)
      : undefined;
  if (port) return { kind: 'port', dependency: name, port: port.port };
  if (isCutOff(context, lead)) {
    ledger.dropped(
      path,
      'Its networks are all internal: it can not ask the API server, and no port tells',
      'Give the dependency a port that it may reach',
    );
    return undefined;
  }
  if (kind === 'CronJob') {
    ledger.dropped(path, `"${name}" runs on a schedule`);
    return undefined;
  }
  if (dependency.condition === 'service_completed_successfully') {
    if (kind === 'Job') return { kind: 'complete', dependency: name, lead: target };
    ledger.dropped(path, `"${name}" stands in a Pod that never ends`);
    return undefined;
  }
  return { kind: kind === 'Job' ? 'ready' : 'rollout', dependency: name, lead: target };
}

/** The port to knock at: the one that the waiting service names, else a declared one, else any that is known. */
function waitPort(context: KubernetesContext, waiting: string, name: string): KnownPort | undefined {
  if (serviceKind(context, name) !== 'cluster-ip') return undefined;
  const ports = context.ports.of(name).filter(({ protocol }) => protocol === 'TCP');
  const by = (test: (port: KnownPort) => boolean) => ports.find(test);
  return (
    by((port) => port.evidence.some(({ kind, peer }) => kind === 'peer' && peer === waiting)) ??
    by((port) => port.evidence.some(({ kind }) => kind === 'healthcheck')) ??
    by((port) =>
      port.evidence.some(
        ({ kind }) => kind === 'ports' || kind === 'expose' || kind === 'dockerfile' || kind === 'label',
      ),
    ) ??
    ports[0]
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

/** Where kubectl's token is mounted: into the waiting container only. */
const tokenVolume = 'api-access';
const tokenMount: VolumeMount = {
  name: tokenVolume,
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  readOnly: true,
};

/** A token of the Pod's own account and what belongs to it, as Kubernetes would mount it by itself into every container. */
export const tokenSource: PodVolume = {
  name: tokenVolume,
  projected: {
    defaultMode: 0o444,
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
};

/** Whether a wait asks the API server. */
export function needsToken(wait: Wait): boolean {
  return wait.kind !== 'port';
}

/** The object that a wait asks for: `job/migrate-1a2b3c4d`. */
function awaited(context: KubernetesContext, wait: ObjectWait, jobName: (lead: string) => string): string {
  const kind = context.kinds.get(wait.lead) ?? 'Deployment';
  const name = kind === 'Job' ? jobName(wait.lead) : context.names.service(wait.lead);
  return `${kind.toLowerCase()}/${name}`;
}

/**
 * The init containers of a wait. `once`: the Pod's init containers are not repeated when they fail (a Job that never
 * restarts), so the object has to be there before it is asked for its state.
 */
export function waitContainers(
  context: KubernetesContext,
  wait: Wait,
  jobName: (lead: string) => string,
  once: boolean,
): readonly Container[] {
  const service = context.names.service(wait.dependency);
  const name = `wait-for-${service}`;
  if (wait.kind === 'port') {
    return [
      {
        name,
        image: context.options.waitImage,
        // Debian's busybox has no `nc -z`; `-e true` ends a connection as soon as it stands, in every build.
        command: ['sh', '-c', `until nc -w 2 ${service} ${wait.port} -e true; do sleep 1; done`],
        securityContext: restrictedInit,
      },
    ];
  }
  const object = awaited(context, wait, jobName);
  const kubectl = (title: string, ...command: readonly string[]): Container => ({
    name: title,
    image: context.options.kubectlImage,
    command: ['kubectl', ...command],
    securityContext: restrictedInit,
    volumeMounts: [tokenMount],
  });
  const exists = once
    ? [kubectl(suffixedName(name, '-to-exist'), 'wait', '--for=create', object, '--timeout=-1s')]
    : [];
  if (wait.kind === 'rollout') return [...exists, kubectl(name, 'rollout', 'status', object)];
  const condition = wait.kind === 'complete' ? '--for=condition=complete' : '--for=jsonpath={.status.ready}=1';
  return [...exists, kubectl(name, 'wait', condition, object, '--timeout=-1s')];
}

/** The account that waiting Pods use, when any asks the API server. */
export const waitAccount = (context: KubernetesContext): string =>
  context.names.reserve('ServiceAccount', 'wait-for-dependencies');

/** One account for the project, with the right to look at the awaited objects and nothing else. `accounts`: those that need it, too. */
export function waitAccess(
  context: KubernetesContext,
  waits: ReadonlyMap<string, readonly Wait[]>,
  jobName: (lead: string) => string,
  account: string,
  accounts: readonly string[],
): readonly Manifest[] {
  const objects = [...waits.values()]
    .flat()
    .flatMap((wait) => (wait.kind === 'port' ? [] : [awaited(context, wait, jobName)]));
  if (objects.length === 0) return [];
  const names = (kind: string) => [
    ...new Set(
      objects.filter((object) => object.startsWith(`${kind}/`)).map((object) => object.slice(kind.length + 1)),
    ),
  ];
  const rule = (group: string, kind: string) => {
    const resourceNames = names(kind);
    // `kubectl wait` and `rollout status` get, list and watch the one object by its name.
    return resourceNames.length === 0
      ? []
      : [{ apiGroups: [group], resources: [`${kind}s`], resourceNames, verbs: ['get', 'list', 'watch'] }];
  };
  const metadata = objectMeta(context, account);
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [
        ...rule('batch', 'job'),
        ...rule('apps', 'deployment'),
        ...rule('apps', 'daemonset'),
        ...rule('apps', 'statefulset'),
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
      subjects: accounts.map((name) => ({ kind: 'ServiceAccount', name, namespace: context.namespace })),
    },
  ];
}
