import type { KeyPath } from '../../account/key-path.ts';
import { bytesQuantity, quantityValue } from '../../shared/quantity.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { objectMeta } from '../objects/metadata.ts';
import type { PersistentVolumeClaim, PodAffinityTerm } from '../objects/objects.ts';
import type { ClaimGiven, ClaimRecord } from './claim-record.ts';
import type { ClaimSharing } from './claim-sharing.ts';
import { claimSharing, hostLeads } from './claim-sharing.ts';
import { sizeFor } from './claim-size.ts';
import type { DataSource } from './data-source.ts';
import { outermostSources } from './data-source.ts';

/** The claims of the project while mounts are made, and what sharing them asks of Pods. */
export interface Claims {
  /** Notes a use; the claim is made with the first one. */
  use(name: string, service: string, path: KeyPath, given?: ClaimGiven): void;
  /** What a Pod with these claims needs. To be asked when all uses are noted. */
  demands(service: string): {
    readonly podLabels: Readonly<Record<string, string>>;
    readonly podAffinity: readonly PodAffinityTerm[];
    readonly singleWriter: boolean;
  };
  /** Says what sharing means, where it is done. To be called once, when all uses are noted. */
  report(): void;
  objects(): readonly PersistentVolumeClaim[];
  /** What a claim asks for: a quantity. */
  storageOf(name: string): string;
  readonly external: readonly string[];
  /** What Docker has for each claim. */
  sources(): ReadonlyMap<string, readonly DataSource[]>;
}

export function claimRegistry(context: KubernetesContext): Claims {
  const records = new Map<string, ClaimRecord>();
  const used = new Map<string, ClaimRecord[]>();
  let found: ClaimSharing | undefined;
  const sharing = (): ClaimSharing => (found ??= claimSharing(context, [...records.values()]));
  return {
    use(name, service, path, given = {}) {
      const fresh = {
        ...given,
        name,
        users: new Map<string, KeyPath>(),
        occupancy: new Map<string, number>(),
        usuals: new Set<string>(),
        sources: [],
      };
      const record: ClaimRecord = records.get(name) ?? fresh;
      records.set(name, record);
      if (given.occupied) record.occupancy.set(...given.occupied);
      if (given.usual !== undefined) record.usuals.add(given.usual);
      if (given.from) record.sources.push(given.from);
      if (record.users.has(service)) return;
      record.users.set(service, path);
      const mine = used.get(service);
      if (mine) mine.push(record);
      else used.set(service, [record]);
    },
    demands(service) {
      const mine = used.get(service) ?? [];
      const ofHost = sharing().hostLabel(context.pods.leadOf(service));
      const labels = new Set([
        ...mine.flatMap((record) => sharing().nodeLabel(record) ?? []),
        ...(ofHost ? [ofHost] : []),
      ]);
      return {
        podLabels: Object.fromEntries([...labels].map((label) => [label, 'true'])),
        podAffinity: [...labels].map((label) => ({
          labelSelector: { matchLabels: { [label]: 'true' } },
          topologyKey: 'kubernetes.io/hostname',
        })),
        singleWriter: mine.some((record) => !sharing().isMany(record)),
      };
    },
    report() {
      for (const record of records.values())
        if (record.volumeName === undefined && sharing().isShared(record))
          reportShared(context, record, sharing().isMany(record));
      for (const lead of hostLeads(context))
        context.ledger.approximated(
          ['services', lead, 'network_mode'],
          'Pod.spec.affinity',
          'The Pods on the network of their node run on one node, where they find each other by localhost, as under Docker',
        );
      reportSizes(context, [...records.values()]);
    },
    get external() {
      return [...records.values()].flatMap(({ name, external }) => (external ? [name] : []));
    },
    storageOf: (name) => storageOf(context, records.get(name)!),
    sources: () =>
      new Map(
        [...records].flatMap(([name, { sources }]) =>
          sources.length === 0 ? [] : [[name, outermostSources(sources)] as const],
        ),
      ),
    objects: () =>
      [...records.values()].flatMap((record) =>
        record.external ? [] : [claimOf(context, record, sharing().accessModes(record))],
      ),
  };
}

function reportShared(context: KubernetesContext, record: ClaimRecord, many: boolean): void {
  const difference = many
    ? 'Pods on many nodes share it: the storage class has to offer ReadWriteMany, which most do not'
    : 'The Pods that share it run on one node, as under Docker';
  for (const path of record.users.values()) {
    context.ledger.approximated(path, 'PersistentVolumeClaim.spec.accessModes', difference, undefined, 'differs');
  }
}

function claimOf(
  context: KubernetesContext,
  record: ClaimRecord,
  accessModes: readonly string[],
): PersistentVolumeClaim {
  const services = [...record.users.keys()];
  const first = (find: (service: string) => string | undefined) =>
    services.map(find).find((value) => value !== undefined);
  const wished =
    record.settings?.storageClass ??
    first((service) => context.settings(service).storageClass) ??
    context.projectSettings.storageClass;
  // No class: it is bound to the volume that is there.
  const storageClass = record.volumeName === undefined ? wished : '';
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: objectMeta(context, record.name, record.name, record.annotations && { annotations: record.annotations }),
    spec: {
      accessModes,
      ...(storageClass !== undefined && { storageClassName: storageClass }),
      ...(record.volumeName !== undefined && { volumeName: record.volumeName }),
      resources: { requests: { storage: storageOf(context, record) } },
    },
  };
}

/** The size that somebody wrote: for the volume, its only service, the project, or all claims. */
function writtenSize(context: KubernetesContext, record: ClaimRecord): string | undefined {
  const [service, ...others] = record.users.keys();
  const wished = service !== undefined && others.length === 0 ? context.settings(service).size : undefined;
  return (
    sizeOf(record.settings?.size ?? wished) ??
    record.size ??
    sizeOf(context.projectSettings.size ?? (context.options.volumeSizeGiven ? context.options.volumeSize : undefined))
  );
}

function storageOf(context: KubernetesContext, record: ClaimRecord): string {
  const written = writtenSize(context, record);
  if (written !== undefined) return written;
  const least = sizeOf(context.options.volumeSize) ?? '1Gi';
  const occupied = [...record.occupancy.values()].reduce((sum, bytes) => sum + bytes, 0);
  const guesses = [least, ...record.usuals, ...(occupied > 0 ? [sizeFor(occupied)] : [])];
  return guesses.reduce((a, b) => ((quantityValue(b) ?? 0) > (quantityValue(a) ?? 0) ? b : a));
}

/** Says once which claims have a size that nobody wrote. */
function reportSizes(context: KubernetesContext, records: readonly ClaimRecord[]): void {
  const ours = records.filter(({ external, volumeName }) => !external && volumeName === undefined);
  const guessed = ours.filter((record) => writtenSize(context, record) === undefined);
  const [first] = guessed;
  if (!first) return;
  const [path] = first.users.values();
  const sizes = guessed.map((record) => `${record.name} ${storageOf(context, record)}`).join(', ');
  if (path)
    context.ledger.approximated(
      path,
      'PersistentVolumeClaim.spec.resources',
      `No size is written, so claims have a default, and a full one takes no more data: ${sizes}`,
      'Set x-transpose: {size: 20Gi} on a volume or service, or --volume-size for all',
    );
}

const dockerUnits = ['', 'k', 'm', 'g', 't', 'p'];

/** A size in Kubernetes' words (`10Gi`), else in Docker's; undefined when it is none. */
export function sizeOf(text: string | undefined): string | undefined {
  return text !== undefined && /[A-Z]i?$|^\d+$/.test(text) && (quantityValue(text) ?? 0) > 0 ? text : dockerSize(text);
}

/** A size in Docker's words (`10g`, `10GB`: powers of 1024) as a quantity; undefined when it is none. */
export function dockerSize(text: string | undefined): string | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)(?:i?b)?$/i.exec(text ?? '') ?? [];
  const bytes = Math.round(Number(digits) * 1024 ** dockerUnits.indexOf(unit.toLowerCase()));
  return bytes > 0 ? bytesQuantity(bytes) : undefined;
}
