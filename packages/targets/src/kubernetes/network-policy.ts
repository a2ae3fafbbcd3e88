import type { Service } from '@transpose/core';
import type { KubernetesContext } from './context.ts';
import { objectMeta, selectorLabels } from './metadata.ts';
import { isInternal, networkGroups } from './network-groups.ts';
import type { NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyIngressRule } from './objects.ts';
import { publishedPorts } from './ports/published.ts';

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
  if (!apart) return cutOff;

  reportLimits(context);
  const internal = leads.filter((service) => isInternal(context.project, service.name));
  return [
    ...networks.map((key) => networkPolicy(context, key)),
    ...leads.flatMap((service) => publishedPolicy(context, service)),
    ...internal.map((service) => internalPolicy(context, service)),
    ...cutOff,
  ];
}

function networkPolicy(context: KubernetesContext, key: string): NetworkPolicy {
  const name = context.names.network(key);
  const members = { matchLabels: { [networkLabel(name)]: 'true' } };
  return policy(context, name, name, {
    podSelector: members,
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: members }] }],
  });
}

/** Ports that Docker publishes are open to everybody, whatever the networks. */
function publishedPolicy(context: KubernetesContext, lead: Service): readonly NetworkPolicy[] {
  const members = context.pods.membersOf(lead.name);
  if (members.every((member) => Object.keys(member.networks).length === 0)) return [];
  const ports = members.flatMap((member) => publishedPorts(context, member).balanced);
  const unique = new Map(ports.map(({ target, protocol }) => [`${target}/${protocol}`, { port: target, protocol }]));
  if (unique.size === 0) return [];
  const ingress: readonly NetworkPolicyIngressRule[] = [{ ports: [...unique.values()] }];
  const owner = context.names.service(lead.name);
  return [
    policy(context, context.names.derive('NetworkPolicy', owner, '-published'), owner, {
      podSelector: { matchLabels: selectorLabels(context, owner) },
      policyTypes: ['Ingress'],
      ingress,
    }),
  ];
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
