import type { Client } from '../client/client.ts';
import { ApiError } from '../client/api-error.ts';
import type { LiveObject } from '../client/resource.ts';

/** A kind of which the server lists the objects of a namespace. */
interface ListedKind {
  /** `apps/v1`, `v1`. */
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
}

interface Resources {
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

interface Groups {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
}

/** What the control plane writes beside other objects, and what is measured: it goes with them. */
const derived = new Set(['Event', 'Endpoints', 'EndpointSlice', 'PodMetrics']);

/** What every namespace has by itself. */
const everywhere = new Set(['ConfigMap/kube-root-ca.crt', 'ServiceAccount/default']);

/**
 * Why a namespace is not empty; undefined: it is. Objects of every kind count, those of others' definitions too, and what
 * the server does not let us see may be there.
 */
export async function contentOf(client: Client, namespace: string): Promise<string | undefined> {
  for (const { version, kind, plural } of await listedKinds(client)) {
    const path = `${rootOf(version)}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
    try {
      const { items } = await client.call<{ readonly items: readonly LiveObject[] }>({ path });
      const other = items.find(
        ({ metadata }) => !everywhere.has(`${kind}/${metadata.name}`) && metadata.deletionTimestamp === undefined,
      );
      if (other) return `${kind}/${other.metadata.name} is in it`;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return `whether a ${kind} is in it cannot be seen: ${error.message}`;
    }
  }
  return undefined;
}

async function listedKinds(client: Client): Promise<readonly ListedKind[]> {
  const { groups } = await client.call<Groups>({ path: '/apis' });
  const versions = ['v1', ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)];
  const found: ListedKind[] = [];
  for (const version of versions) {
    const { resources } = await client.call<Resources>({ path: rootOf(version) });
    for (const { name, kind, namespaced, verbs } of resources)
      if (namespaced && verbs.includes('list') && !derived.has(kind)) found.push({ version, kind, plural: name });
  }
  return found;
}

const rootOf = (version: string): string => (version.includes('/') ? `/apis/${version}` : `/api/${version}`);
