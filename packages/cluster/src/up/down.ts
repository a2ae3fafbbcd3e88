import type { Client } from '../client/client.ts';
import { deleteObject, requestDeletion, untilGone } from './delete.ts';
import type { ClusterEvent } from '../events.ts';
import { inventoryName, readInventory, without, writeInventory } from './inventory.ts';
import { contentOf } from './namespace-content.ts';
import type { ProjectPlace } from './ownership.ts';
import { isOurs } from './ownership.ts';
import type { LiveObject, ObjectName } from '../client/resource.ts';
import { nameOf, pathOf } from '../client/resource.ts';

export interface DownOptions {
  /** Claims too, and with them the data. */
  readonly volumes?: boolean;
  /** The namespace too, if the project made it and nothing of others is in it. */
  readonly removeNamespace?: boolean;
}

/** Removes what `up` made: what is in the inventory and carries our label, the last one first. */
export async function* down(
  client: Client,
  place: ProjectPlace,
  { volumes = false, removeNamespace = false }: DownOptions = {},
): AsyncGenerator<ClusterEvent> {
  const started = Date.now();
  let writes = 0;
  const { objects } = await readInventory(client, place);
  let left = objects;
  const staying = ({ kind }: ObjectName): string | undefined => {
    if (kind === 'Namespace') return '';
    return !volumes && /^PersistentVolume/.test(kind) ? 'it holds data: -v removes it' : undefined;
  };
  const going: LiveObject[] = [];
  for (const object of objects.toReversed()) {
    const why = staying(object);
    const live = await client.find<LiveObject>({ path: pathOf(object) });
    if (live && why !== undefined) {
      if (why !== '') yield { type: 'kept', object, why };
      continue;
    }
    if (live && isOurs(live, place.project)) {
      const whole = { ...live, apiVersion: object.apiVersion, kind: object.kind };
      await requestDeletion(client, whole);
      going.push(whole);
    } else left = without(left, [object]);
  }
  for (const live of going) {
    await untilGone(client, live);
    writes += 1;
    left = without(left, [nameOf(live)]);
    yield { type: 'removed', object: nameOf(live) };
  }
  if (left.some(({ kind }) => kind !== 'Namespace')) {
    if (left.length < objects.length) await writeInventory(client, place, { objects: left });
  } else yield* close(client, place, removeNamespace);
  yield { type: 'done', ok: true, writes, milliseconds: Date.now() - started };
}

/** Removes the inventory, and the namespace when that was asked for. */
async function* close(client: Client, place: ProjectPlace, removeNamespace: boolean): AsyncGenerator<ClusterEvent> {
  const inventory = inventoryName(place);
  const map = await client.find<LiveObject>({ path: pathOf(inventory) });
  if (map && isOurs(map, place.project)) await deleteObject(client, { ...map, ...inventory });
  if (!removeNamespace) return;
  const object: ObjectName = { apiVersion: 'v1', kind: 'Namespace', name: place.namespace };
  const live = await client.find<LiveObject>({ path: pathOf(object) });
  if (!live) return;
  const why = isOurs(live, place.project) ? await contentOf(client, place.namespace) : 'this project did not make it';
  if (why !== undefined) return yield { type: 'kept', object, why };
  await deleteObject(client, { ...live, ...object });
  yield { type: 'removed', object };
}
