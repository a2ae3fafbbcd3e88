import type { HashedObjects } from './checksum.ts';
import { withChecksum } from './checksum.ts';
import type { Manifest, Workload } from '../objects/objects.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { Patches } from '../patch/patches.ts';
import type { PodDraft } from '../pod/pod.ts';
import { withTemplate } from './template.ts';
import type { Wait } from '../wait/wait.ts';
import { needsToken } from '../wait/wait.ts';
import { waitAccess, waitAccount } from '../wait/wait-access.ts';
import { tokenSource, waitContainers } from '../wait/wait-containers.ts';
import { withJobHash, workloadOf } from './workload.ts';
import type { OwnedObject } from '../objects/objects.ts';

/**
 * Adds checksums and waits and makes workloads. A wait names the awaited Job by its hash, so that Job is finished
 * first; circles were refused when the waits were made.
 */
export function finishPods(
  context: KubernetesContext,
  drafts: readonly PodDraft[],
  waits: ReadonlyMap<string, readonly Wait[]>,
  hashed: HashedObjects,
  patches: Patches,
): { readonly workloads: readonly OwnedObject<Workload>[]; readonly access: readonly Manifest[] } {
  const asking = [...waits.values()].flat().some(needsToken);
  const account = asking ? waitAccount(context) : '';
  const byLead = new Map(drafts.map((draft) => [draft.lead.name, draft]));
  const finished = new Map<string, Workload>();

  const finish = (draft: PodDraft): Workload => {
    const name = draft.lead.name;
    const known = finished.get(name);
    if (known) return known;
    const template = withWaits(context, draft, waits.get(name) ?? [], jobName, account);
    // The checksum comes after the patches, which may name further ConfigMaps, and the hash of a Job after all.
    const made = workloadOf(context, draft, template);
    const changed = patches.on(made) ?? made;
    const workload = withJobHash(withTemplate(changed, (one) => withChecksum(one, hashed)));
    finished.set(name, workload);
    return workload;
  };
  const jobName = (lead: string): string => {
    const draft = byLead.get(lead);
    return draft ? finish(draft).metadata.name : lead;
  };

  const workloads = drafts.map((draft) => ({ of: draft.lead.name, object: finish(draft) }));
  const accounts = [...waits]
    .filter(([, list]) => list.some(needsToken))
    .map(([lead]) => context.settings(lead).serviceAccount ?? account);
  return { workloads, access: waitAccess(context, waits, jobName, account, [...new Set(accounts)]) };
}

function withWaits(
  context: KubernetesContext,
  draft: PodDraft,
  waits: readonly Wait[],
  jobName: (lead: string) => string,
  account: string,
): PodDraft['template'] {
  if (waits.length === 0) return draft.template;
  const { initContainers = [], containers, volumes = [], ...spec } = draft.template.spec;
  const token = waits.some(needsToken);
  return {
    ...draft.template,
    spec: {
      ...spec,
      ...(token && { serviceAccountName: spec.serviceAccountName ?? account }),
      initContainers: [...waits.flatMap((wait) => waitContainers(context, wait, jobName)), ...initContainers],
      containers,
      ...((token || volumes.length > 0) && { volumes: token ? [...volumes, tokenSource] : volumes }),
    },
  };
}
