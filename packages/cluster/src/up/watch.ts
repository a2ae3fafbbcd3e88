import { ApiError } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import type { LiveObject } from '../client/resource.ts';

export interface WatchOptions {
  /** The path of the kind. */
  readonly path: string;
  readonly selector: string;
  readonly signal: AbortSignal;
  /** Told after each change of the objects. */
  readonly changed: () => void;
  readonly retrying?: (why: string) => void;
}

interface WatchLine<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T;
}

interface Listed<T> {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly T[];
}

/**
 * Keeps a map of the objects of a kind, by name, as it is on the server, until the signal ends it. A stream that breaks is
 * taken up where it was; when the server knows no more (410), all are listed again. A refusal (403) is thrown.
 */
export async function keepWatch<T extends LiveObject>(
  client: Client,
  objects: Map<string, T>,
  options: WatchOptions,
): Promise<void> {
  const { path, selector, signal, changed, retrying } = options;
  let version: string | undefined;
  while (!signal.aborted) {
    try {
      if (version === undefined) {
        const listed: Listed<T> = await client.call({ path, query: { labelSelector: selector } });
        objects.clear();
        for (const object of listed.items) objects.set(object.metadata.name, object);
        version = listed.metadata.resourceVersion;
        changed();
      }
      version = await follow(client, objects, options, version);
    } catch (error) {
      if (signal.aborted) return;
      const gone = error instanceof ApiError && error.status === 410;
      if (error instanceof ApiError && !gone && error.status !== 429 && error.status < 500) throw error;
      if (!gone) {
        retrying?.('the watch on the cluster broke');
        await client.pause();
      }
      version = undefined;
    }
  }
}

/** Takes in one stream of changes; gives the version that the next one starts from, undefined when that is no longer known. */
async function follow<T extends LiveObject>(
  client: Client,
  objects: Map<string, T>,
  { path, selector, signal, changed }: WatchOptions,
  from: string,
): Promise<string | undefined> {
  let version = from;
  const query = {
    watch: '1',
    allowWatchBookmarks: 'true',
    timeoutSeconds: '240',
    labelSelector: selector,
    resourceVersion: from,
  };
  for await (const line of client.lines({ path, query }, signal)) {
    if (line === '') continue;
    const { type, object } = JSON.parse(line) as WatchLine<T>;
    if (type === 'ERROR') return undefined;
    version = object.metadata.resourceVersion;
    if (type === 'BOOKMARK') continue;
    if (type === 'DELETED') objects.delete(object.metadata.name);
    else objects.set(object.metadata.name, object);
    changed();
  }
  return version;
}
