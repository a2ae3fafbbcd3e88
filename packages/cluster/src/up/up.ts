import { ApiError } from '../client/api-error.ts';
import { applyObject } from './apply.ts';
import type { Client } from '../client/client.ts';
import { deleteObject } from './delete.ts';
import type { ClusterEvent } from '../events.ts';
import { joined, readInventory, without, writeInventory } from './inventory.ts';
import type { ProjectPlace } from './ownership.ts';
import { isOurs, placeOf } from './ownership.ts';
import type { KubernetesObject, LiveObject, ObjectName } from '../client/resource.ts';
import { nameOf, pathOf } from '../client/resource.ts';
import { waitUntilReady } from './wait.ts';
import { applyFault, foreignFault } from '../faults/workload-fault.ts';

/** An object as a conversion gives it. */
export type AppliedObject = KubernetesObject & Readonly<Record<string, unknown>>;

export interface UpOptions {
  /** Takes fields from other managers. */
  readonly forceConflicts?: boolean;
  /** The server checks everything and changes nothing; nothing is awaited. */
  readonly dryRun?: boolean;
  /** The objects are a part of the project only: nothing is removed. */
  readonly partial?: boolean;
  /** Milliseconds to wait until everything is ready; 0: do not wait. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

const holdsData = ({ kind }: Pick<ObjectName, 'kind'>): boolean =>
  kind === 'PersistentVolumeClaim' || kind === 'PersistentVolume';

/**
 * Applies the objects of a project in their order, removes what the project made before and no longer has, and waits until
 * everything is ready. Each step is told as an event; the last one is `done`. It may be broken off at any moment: the
 * inventory names an object before it is made, so that the next `up` finds it.
 */
export async function* up(
  client: Client,
  objects: readonly AppliedObject[],
  options: UpOptions = {},
): AsyncGenerator<ClusterEvent> {
  const started = Date.now();
  let writes = 0;
  const done = (ok: boolean): ClusterEvent => ({ type: 'done', ok, writes, milliseconds: Date.now() - started });
  const place = placeOf(objects);
  const { own, foreign, kept } = await sort(client, objects, place);
  for (const object of kept) yield { type: 'kept', object: nameOf(object), why: 'it was there before' };
  for (const { object, live } of foreign) yield { type: 'fault', fault: foreignFault(object, live) };
  if (foreign.length > 0) return yield done(false);

  const before = (await readInventory(client, place)).objects;
  const now = own.map(({ object }) => nameOf(object));
  let recorded = options.dryRun === true;
  for (const one of own) {
    // The inventory is in the namespace, which may have to be made first.
    if (!recorded && one.object.kind !== 'Namespace') {
      await writeInventory(client, place, { objects: joined(before, now) });
      recorded = true;
    }
    const event = await applied(client, one, options);
    if (event.type === 'applied' && event.what !== 'unchanged') writes += 1;
    yield event;
    if (event.type === 'fault') return yield done(false);
  }
  if (!options.partial && !options.dryRun)
    for await (const event of prune(client, place, without(before, now))) {
      if (event.type === 'removed') writes += 1;
      yield event;
    }
  if (options.dryRun || options.timeout === 0) return yield done(true);
  const ok = yield* waitUntilReady(
    client,
    place,
    own.map(({ object }) => object),
    { timeout: options.timeout ?? 300_000, ...(options.signal && { signal: options.signal }) },
  );
  return yield done(ok);
}

/** An object, and as it is on the cluster. */
interface FoundObject {
  readonly object: AppliedObject;
  readonly live: LiveObject | undefined;
}

/** Objects that are ours or not there yet, those of others in their place, and a namespace that others made, which stays as it is. */
async function sort(client: Client, objects: readonly AppliedObject[], { project }: ProjectPlace) {
  const own: FoundObject[] = [];
  const foreign: { readonly object: AppliedObject; readonly live: LiveObject }[] = [];
  const kept: AppliedObject[] = [];
  for (const object of objects) {
    const live = await client.find<LiveObject>({ path: pathOf(nameOf(object)) });
    if (!live || isOurs(live, project)) own.push({ object, live });
    else if (object.kind === 'Namespace') kept.push(object);
    else foreign.push({ object, live });
  }
  return { own, foreign, kept };
}

async function applied(client: Client, { object, live }: FoundObject, options: UpOptions): Promise<ClusterEvent> {
  const { forceConflicts: force = false, dryRun = false } = options;
  try {
    const { what } = await applyObject(client, object, live, { force, dryRun });
    return { type: 'applied', object: nameOf(object), what };
  } catch (error) {
    if (error instanceof ApiError) return { type: 'fault', fault: applyFault(object, error) };
    throw error;
  }
}

/** Removes what is in the inventory, carries our label and is no longer made; what holds data stays and stays listed. */
async function* prune(client: Client, place: ProjectPlace, gone: readonly ObjectName[]): AsyncGenerator<ClusterEvent> {
  const { objects } = await readInventory(client, place);
  let left = objects;
  for (const object of gone.toReversed()) {
    const live = await client.find<LiveObject>({ path: pathOf(object) });
    if (live && isOurs(live, place.project)) {
      if (object.kind === 'Namespace') continue;
      if (holdsData(object)) {
        yield { type: 'kept', object, why: 'it holds data: down -v removes it' };
        continue;
      }
      await deleteObject(client, { ...live, ...object });
      yield { type: 'removed', object };
    }
    left = without(left, [object]);
  }
  await writeInventory(client, place, { objects: left });
}

/** Those of the objects that are not on the cluster. */
export async function missingObjects<T extends KubernetesObject>(
  client: Client,
  objects: readonly T[],
): Promise<readonly T[]> {
  const missing: T[] = [];
  for (const object of objects) if (!(await client.find({ path: pathOf(nameOf(object)) }))) missing.push(object);
  return missing;
}
