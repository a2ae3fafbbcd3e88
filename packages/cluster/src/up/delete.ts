import { ApiError, ConnectionError } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import { isMissing } from './ownership.ts';
import type { LiveObject } from '../client/resource.ts';
import { nameOf, pathOf, shownName } from '../client/resource.ts';

/** Deletes this object with all that depends on it, and waits until it is gone. */
export async function deleteObject(client: Client, live: LiveObject): Promise<void> {
  await requestDeletion(client, live);
  await untilGone(client, live);
}

/** Asks for the deletion of this object, and not of one of its name that somebody made since. */
export async function requestDeletion(client: Client, live: LiveObject): Promise<void> {
  const preconditions = { uid: live.metadata.uid };
  try {
    await client.call({
      method: 'DELETE',
      path: pathOf(nameOf(live)),
      body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Foreground', preconditions },
    });
  } catch (error) {
    const isAnother = error instanceof ApiError && error.status === 409;
    if (!isMissing(error) && !isAnother) throw error;
  }
}

/** Waits until the object is gone; Pods may take their grace period to end. */
export async function untilGone(client: Client, live: LiveObject, patience = 300_000): Promise<void> {
  const name = nameOf(live);
  const end = Date.now() + patience;
  for (;;) {
    const found = await client.find<LiveObject>({ path: pathOf(name) });
    if (!found || found.metadata.uid !== live.metadata.uid) return;
    if (Date.now() >= end)
      throw new ConnectionError(`${shownName(name)} is still there ${patience / 1000} s after it was deleted`);
    await client.pause();
  }
}
