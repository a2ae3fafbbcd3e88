import type { Service } from '@transpose/core';
import type { KubernetesContext } from '../facts/context.ts';
import type { Protocol } from '../ports/known-port.ts';
import { objectMeta, selectorLabels } from '../objects/metadata.ts';
import { isInternal, networkGroups } from './network-groups.ts';
import type { NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyIngressRule } from '../objects/objects.ts';
import { isLoopback, publishedPorts } from '../ports/published.ts';
import { isRouted } from '../ports/routed.ts';

/** The key of the label that all Pods of a network carry. */
export function networkLabel(name: string): string {
  return `compose.network/${name}`;
}

/**
 * What keeps networks apart: a policy per network lets its Pods reach each other, one per published service lets the
 * world in, one per service of internal networks keeps it from the world. Policies only ever add up.
 */
export function networkPolicies(context: KubernetesContext): readonly NetworkPolicy[] {
  const { leads } = context.pods;
  const cutOff = leads
    .filter((service) => service.network_mode === 'none')
    .map((service) => cutOffPolicy(context, service));
  const { apart, networks } = networkGroups(context);
  if (!apart) {
    resolveMemberships(context);
    return cutOff;
  }

  reportLimits(context);
  const internal = leads.filter((service) => isInternal(context.project, service.name));
  const cluster = fromCluster(context);
  return [
    ...networks.map((key) => networkPolicy(context, key)),
    ...leads.flatMap((service) => publishedPolicy(context, service, cluster)),
    ...internal.map((service) => internalPolicy(context, service)),
    ...cutOff,
  ];
}

/** Networks that keep nobody apart need no policy; what a service has in one has a verdict of its own. */
function resolveMemberships({ pods, project, ledger }: KubernetesContext): void {
  const by = 'no service is kept apart from another: all Pods reach each other';
  for (const { name, networks } of pods.emitted)
    for (const [key, joined] of Object.entries(networks))
      if (!hasSettings(joined)) ledger.resolved(['services', name, 'networks', key], by);
  for (const [key, network] of Object.entries(project.networks))
    if (network.name === `${project.name}_${key}` && !hasSettings({ ...network, name: undefined }))
      ledger.resolved(['networks', key], by);
}

/** Lists, mappings and `false` are always there and mostly mean nothing; a number or a text is there because the file has it. */
const hasSettings = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(hasSettings)
    : value !== undefined && value !== false;

/** An external network is open to whoever joins it: Pods of other namespaces in the cluster. */
function networkPolicy(context: KubernetesContext, key: string): NetworkPolicy {
  const name = context.names.network(key);
  const members = { matchLabels: { [networkLabel(name)]: 'true' } };
  const external = context.project.networks[key]?.external === true;
  if (external) {
    context.ledger.note(
      'It is external, so its NetworkPolicy admits Pods of all namespaces: Docker admits whoever is on the network',
      ['networks', key],
    );
  }
  return policy(context, name, name, {
    podSelector: members,
    policyTypes: ['Ingress'],
    ingress: [{ from: [external ? { namespaceSelector: {} } : { podSelector: members }] }],
  });
}

/** Ports that Docker publishes are open to everybody, whatever the networks; what only its host or a proxy reaches to the cluster. */
function publishedPolicy(
  context: KubernetesContext,
  lead: Service,
  cluster: Pick<NetworkPolicyIngressRule, 'from'>,
): readonly NetworkPolicy[] {
  const members = context.pods.membersOf(lead.name);
  if (members.every((member) => Object.keys(member.networks).length === 0)) return [];
  const toAll = unique(
    members
      .flatMap((member) => publishedPorts(context, member).balanced)
      .map(({ target, protocol }) => ({ port: target, protocol })),
  );
  const inCluster = members.flatMap((member) => reachedInCluster(context, member));
  const open = new Set(toAll.map(keyOf));
  const toCluster = unique(inCluster).filter((port) => !open.has(keyOf(port)));
  const ingress: readonly NetworkPolicyIngressRule[] = [
    ...(toAll.length > 0 ? [{ ports: toAll }] : []),
    ...(toCluster.length > 0 ? [{ ...cluster, ports: toCluster }] : []),
  ];
  if (ingress.length === 0) return [];
  if (toCluster.length > 0) {
    context.ledger.note(
      `Its NetworkPolicy admits Pods of all namespaces to ${toCluster.map(keyOf).join(', ')}: under Docker the host, or a proxy outside of the project, reaches them`,
      ['services', lead.name],
    );
  }
  const owner = context.names.service(lead.name);
  return [
    policy(context, context.names.derive('NetworkPolicy', owner, '-published'), owner, {
      podSelector: { matchLabels: selectorLabels(context, owner) },
      policyTypes: ['Ingress'],
      ingress,
    }),
  ];
}

interface OpenPort {
  readonly port: number;
  readonly protocol: Protocol;
}

const keyOf = ({ port, protocol }: OpenPort): string => `${port}/${protocol}`;

function unique(ports: readonly OpenPort[]): readonly OpenPort[] {
  return [...new Map(ports.map((port) => [keyOf(port), port])).values()];
}

/** Ports that are published and not opened to the world, and those that a proxy's labels lead to. */
function reachedInCluster(context: KubernetesContext, service: Service): readonly OpenPort[] {
  const kept = publishedPorts(context, service).kept.filter(
    ({ port }) => isLoopback(port.host_ip) || !isInternal(context.project, service.name),
  );
  const known = context.ports.of(service.name);
  const named = known.filter(({ evidence }) => evidence.some(({ kind }) => kind === 'label'));
  const routed = named.length > 0 ? named : isRouted(service) ? known : [];
  const served = context.routes.openPortsOf(service.name).map((port): OpenPort => ({ port, protocol: 'TCP' }));
  return [
    ...kept.map(({ target, protocol }) => ({ port: target, protocol })),
    ...served,
    ...routed.map(({ port, protocol }) => ({ port, protocol })),
  ];
}

/** No selector finds the traffic of Pods in the network of a node. */
function fromCluster(context: KubernetesContext): Pick<NetworkPolicyIngressRule, 'from'> {
  const onNodes = context.pods.leads.some((service) => service.network_mode === 'host');
  return onNodes ? {} : { from: [{ namespaceSelector: {} }] };
}

/** A service whose networks are all internal reaches their Pods and the name server, and nothing else. */
function internalPolicy(context: KubernetesContext, lead: Service): NetworkPolicy {
  const owner = context.names.service(lead.name);
  const peers = Object.keys(lead.networks).map((key) => ({
    podSelector: { matchLabels: { [networkLabel(context.names.network(key))]: 'true' } },
  }));
  const dns: NetworkPolicyEgressRule = {
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  return policy(context, context.names.derive('NetworkPolicy', owner, '-internal'), owner, {
    podSelector: { matchLabels: selectorLabels(context, owner) },
    policyTypes: ['Egress'],
    egress: [{ to: peers }, dns],
  });
}

/** `network_mode: none`: nothing in, nothing out. */
function cutOffPolicy(context: KubernetesContext, lead: Service): NetworkPolicy {
  const owner = context.names.service(lead.name);
  context.ledger.approximated(
    ['services', lead.name, 'network_mode'],
    'NetworkPolicy.spec',
    'The Pod has a network, which a NetworkPolicy closes where the cluster enforces policies',
  );
  return policy(context, context.names.derive('NetworkPolicy', owner, '-no-network'), owner, {
    podSelector: { matchLabels: selectorLabels(context, owner) },
    policyTypes: ['Ingress', 'Egress'],
  });
}

function policy(
  context: KubernetesContext,
  name: string,
  owner: string,
  spec: NonNullable<NetworkPolicy['spec']>,
): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: objectMeta(context, name, owner),
    spec,
  };
}

function reportLimits(context: KubernetesContext): void {
  context.ledger.note(
    'Networks are kept apart by NetworkPolicies; a cluster whose network plug-in knows none lets all Pods reach each other',
  );
  for (const service of context.pods.leads) {
    if (service.network_mode !== 'host') continue;
    context.ledger.approximated(
      ['services', service.name, 'network_mode'],
      'Pod.spec.hostNetwork',
      'No NetworkPolicy can select the traffic of a Pod in the network of its node: it reaches published ports only',
    );
  }
}
