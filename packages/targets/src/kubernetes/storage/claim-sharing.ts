import { connectedParts } from '../../shared/graph/connected-parts.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { replicasOf } from '../facts/workload-kind.ts';
import type { ClaimRecord } from './claim-record.ts';

/** How the Pods share the claims of a project, once all uses are noted. */
export interface ClaimSharing {
  /** Several Pods want the claim at the same time. */
  isShared(record: ClaimRecord): boolean;
  /** Pods on many nodes write to the claim: the user says so, or one of them runs on every node. */
  isMany(record: ClaimRecord): boolean;
  accessModes(record: ClaimRecord): readonly string[];
  /** The key of the label of all Pods that have to be on the node of the claim's; undefined where it asks for no node. */
  nodeLabel(record: ClaimRecord): string | undefined;
  /** The same for a Pod on the network of its node, which finds others there by localhost. */
  hostLabel(lead: string): string | undefined;
}

/** What is the case of one claim. */
interface Facts {
  /** The services that name the Pods. */
  readonly leads: readonly string[];
  readonly shared: boolean;
  readonly modes: readonly string[];
  readonly many: boolean;
}

export function claimSharing(context: KubernetesContext, records: readonly ClaimRecord[]): ClaimSharing {
  const facts = new Map(records.map((record) => [record, factsOf(context, record)]));
  const onHost = hostLeads(context);
  const { labels, hostLabel } = nodeLabels(facts, onHost);
  return {
    isShared: (record) => facts.get(record)?.shared ?? false,
    isMany: (record) => facts.get(record)?.many ?? false,
    accessModes: (record) => facts.get(record)?.modes ?? [],
    nodeLabel: (record) => labels.get(record),
    hostLabel: (lead) => (onHost.includes(lead) ? hostLabel : undefined),
  };
}

/** The Pods on the network of their node, where there are several: Docker has one such network. Who says which node has said it. */
export function hostLeads({ pods, kinds }: KubernetesContext): readonly string[] {
  const leads = pods.leads.filter(
    ({ name, network_mode: mode, deploy }) =>
      mode === 'host' && kinds.get(name) !== 'DaemonSet' && (deploy?.placement.constraints ?? []).length === 0,
  );
  return leads.length > 1 ? leads.map(({ name }) => name) : [];
}

function factsOf(context: KubernetesContext, record: ClaimRecord): Facts {
  const leads = [...new Set(Array.from(record.users.keys(), (service) => context.pods.leadOf(service)))];
  const onEachNode = leads.some((lead) => context.kinds.get(lead) === 'DaemonSet');
  const shared =
    leads.length > 1 || onEachNode || leads.some((lead) => replicasOf(context.project.services[lead]!) > 1);
  const modes = wantedModes(context, record) ?? [
    onEachNode || (shared && context.options.sharedVolumes === 'rwx') ? 'ReadWriteMany' : 'ReadWriteOnce',
  ];
  return { leads, shared, modes, many: modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany') };
}

/** The access modes that the user asks for. */
function wantedModes(
  context: KubernetesContext,
  { settings, users, volumeName }: ClaimRecord,
): readonly string[] | undefined {
  if (volumeName !== undefined) return ['ReadWriteMany'];
  if (settings?.accessMode !== undefined) return [settings.accessMode];
  const ofServices = new Set([...users.keys()].flatMap((service) => context.settings(service).accessMode ?? []));
  return ofServices.size > 0 ? [...ofServices] : undefined;
}

/**
 * The label of each claim whose Pods have to be on one node. All Pods that claims and the node's network connect have one
 * label and one term, by the first claim among them: the scheduler counts a Pod only when it matches all required terms of
 * the one that comes, so that terms of their own for several claims bring nobody together.
 */
function nodeLabels(
  facts: ReadonlyMap<ClaimRecord, Facts>,
  onHost: readonly string[],
): { readonly labels: ReadonlyMap<ClaimRecord, string>; readonly hostLabel: string | undefined } {
  const onOneNode = [...facts].filter(([, { shared, many }]) => shared && !many);
  const partOf = connectedParts([...onOneNode.map(([, { leads }]) => leads), onHost]);
  const ofPart = new Map<string, string>();
  const labels = new Map(
    onOneNode.map(([record, { leads }]) => {
      const part = partOf(leads[0] ?? record.name);
      const label = ofPart.get(part) ?? `compose.volume/${record.name}`;
      ofPart.set(part, label);
      return [record, label] as const;
    }),
  );
  const [first] = onHost;
  return { labels, hostLabel: first === undefined ? undefined : (ofPart.get(partOf(first)) ?? 'compose.node/network') };
}
