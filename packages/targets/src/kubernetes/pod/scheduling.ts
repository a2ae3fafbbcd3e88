import type { Service } from '@transpose/core';
import { goArchitecture, parsePlatform } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { isLabelKey, isLabelValue } from '../../shared/names/k8s-name.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { recordOf } from '../facts/image-facts.ts';
import { selectorLabels } from '../objects/metadata.ts';
import type { Affinity, PodAffinityTerm, TopologySpreadConstraint } from '../objects/objects.ts';
import { table } from '../../shared/formats/table.ts';

export interface Scheduling {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly affinity?: Affinity;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
}

interface NodeRule {
  readonly key: string;
  readonly equal: boolean;
  readonly value: string;
}

/** Swarm's names of a node's facts as labels that every kubelet sets. */
const nodeLabels: Readonly<Record<string, string>> = table({
  'node.hostname': 'kubernetes.io/hostname',
  'node.platform.os': 'kubernetes.io/os',
  'node.platform.arch': 'kubernetes.io/arch',
});

/** Where the Pod of a lead may run: `deploy.placement`, `platform`, and the Pods that share its claims. */
export function schedulingOf(
  context: KubernetesContext,
  lead: Service,
  podAffinity: readonly PodAffinityTerm[],
): Scheduling {
  const rules = [...platformRules(context, lead), ...placementRules(context, lead)];
  const nodeSelector: Record<string, string> = {};
  const excluded: NodeRule[] = [];
  for (const rule of rules) {
    if (rule.equal && (nodeSelector[rule.key] ?? rule.value) === rule.value) nodeSelector[rule.key] = rule.value;
    else excluded.push(rule);
  }

  const antiAffinity = antiAffinityOf(context, lead);
  const affinity: Affinity = {
    ...(excluded.length > 0 && {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchExpressions: excluded.map(({ key, equal, value }) => ({
                key,
                operator: equal ? 'In' : 'NotIn',
                values: [value],
              })),
            },
          ],
        },
      },
    }),
    ...(podAffinity.length > 0 && { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: podAffinity } }),
    ...(antiAffinity && { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [antiAffinity] } }),
  };
  const spread = spreadOf(context, lead);
  return {
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(Object.keys(affinity).length > 0 && { affinity }),
    ...(spread.length > 0 && { topologySpreadConstraints: spread }),
  };
}

function platformRules(context: KubernetesContext, lead: Service): readonly NodeRule[] {
  const { platform } = lead;
  const published = recordOf(context, lead)?.platforms ?? [];
  if (platform === undefined || platform === '') return onlyPlatform(context, lead, published);
  const path = pathTo(['services', lead.name, 'platform']);
  if (published.length > 0 && !published.some((one) => isPlatform(one, platform)))
    context.ledger.note(
      `"${lead.name}": the image is not published for ${platform}, so its Pods do not start: it is for ${published.join(', ')}.`,
      path,
      'breaks',
    );
  const { os, architecture, variant } = parsePlatform(platform);
  if (os === 'wasi') {
    context.ledger.dropped(
      path,
      'No label says which nodes run WebAssembly',
      'Set the runtime class of your nodes with x-transpose.runtimeClass',
    );
    return [];
  }
  const rules: NodeRule[] = [];
  if (os !== undefined) rules.push({ key: 'kubernetes.io/os', equal: true, value: os });
  if (architecture !== undefined) rules.push({ key: 'kubernetes.io/arch', equal: true, value: architecture });
  // Each processor arm64 is a `v8`.
  if (variant !== undefined && architecture !== 'arm64')
    context.ledger.approximated(path, 'Pod.spec.nodeSelector', `Nodes have no label for the variant "${variant}"`);
  return rules.filter((rule) => isLabelValue(rule.value));
}

/** An image for a single platform does not start on other nodes. */
function onlyPlatform(context: KubernetesContext, lead: Service, published: readonly string[]): readonly NodeRule[] {
  const [only, other] = published;
  const { architecture } = parsePlatform(only ?? '');
  if (architecture === undefined || other !== undefined || !isLabelValue(architecture)) return [];
  context.ledger.note(
    `"${lead.name}": the image is published for ${only} alone, so its Pods run on nodes of that architecture only.`,
    ['services', lead.name, 'image'],
  );
  return [{ key: 'kubernetes.io/arch', equal: true, value: architecture }];
}

/** `linux/arm64/v8` is `linux/arm64`, and `aarch64`. */
function isPlatform(published: string, wanted: string): boolean {
  const [one, other] = [parsePlatform(published), parsePlatform(wanted)];
  const isSystem = other.os === undefined || one.os === other.os;
  return isSystem && (other.architecture === undefined || one.architecture === other.architecture);
}

function placementRules(context: KubernetesContext, lead: Service): readonly NodeRule[] {
  const rules: NodeRule[] = [];
  for (const [index, constraint] of (lead.deploy?.placement.constraints ?? []).entries()) {
    const path = pathTo(['services', lead.name, 'deploy', 'placement', 'constraints', index]);
    const [, key = '', operator, wanted = ''] = /^([^=!\s]+)\s*(==|!=)([^]*)$/.exec(constraint.trim()) ?? [];
    const value = wanted.trim();
    const label = key.startsWith('node.labels.') ? key.slice('node.labels.'.length) : nodeLabels[key];
    if (operator === undefined || label === undefined || !isLabelKey(label) || !isLabelValue(value)) {
      const reason =
        key === 'node.role'
          ? 'Kubernetes keeps ordinary Pods off control-plane nodes by itself, and has no word for "manager"'
          : 'Kubernetes nodes have no label for this';
      context.ledger.dropped(path, reason, 'Label the nodes that are meant and constrain by node.labels.NAME');
      continue;
    }
    if (key.startsWith('node.labels.')) {
      context.ledger.approximated(
        path,
        'Pod.spec.nodeSelector',
        'The label is looked for on Kubernetes nodes',
        `Run kubectl label node NODE ${label}=${value}`,
      );
    }
    const named = label === 'kubernetes.io/arch' ? goArchitecture(value) : value;
    rules.push({ key: label, equal: operator === '==', value: named });
  }
  return rules;
}

function antiAffinityOf(context: KubernetesContext, lead: Service): PodAffinityTerm | undefined {
  const most = lead.deploy?.placement.max_replicas_per_node;
  if (most === undefined || most === 0) return undefined;
  if (most > 1) {
    context.ledger.dropped(
      ['services', lead.name, 'deploy', 'placement', 'max_replicas_per_node'],
      'Kubernetes can forbid two replicas on a node, but not count to more',
      'Use a topology spread constraint in a patch',
    );
    return undefined;
  }
  return {
    labelSelector: { matchLabels: selectorLabels(context, context.names.service(lead.name)) },
    topologyKey: 'kubernetes.io/hostname',
  };
}

function spreadOf(context: KubernetesContext, lead: Service): readonly TopologySpreadConstraint[] {
  const constraints: TopologySpreadConstraint[] = [];
  for (const [index, { spread = '' }] of (lead.deploy?.placement.preferences ?? []).entries()) {
    const path = pathTo(['services', lead.name, 'deploy', 'placement', 'preferences', index]);
    const key = spread.startsWith('node.labels.') ? spread.slice('node.labels.'.length) : nodeLabels[spread];
    if (key === undefined || !isLabelKey(key)) {
      context.ledger.dropped(path, 'Kubernetes nodes have no label for this');
      continue;
    }
    if (constraints.some((other) => other.topologyKey === key)) continue;
    constraints.push({
      maxSkew: 1,
      topologyKey: key,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: selectorLabels(context, context.names.service(lead.name)) },
    });
  }
  return constraints;
}
