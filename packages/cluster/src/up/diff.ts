import { ApiError } from '../client/api-error.ts';
import { dryApply } from './apply.ts';
import type { Client } from '../client/client.ts';
import { readInventory, without } from './inventory.ts';
import { isOurs, placeOf } from './ownership.ts';
import type { KubernetesObject, LiveObject, ObjectName } from '../client/resource.ts';
import { nameOf, pathOf } from '../client/resource.ts';
import { sorted } from '../sorted.ts';
import type { AppliedObject } from './up.ts';

/** An object that `up` would change, as it is and as it would be; values of Secrets are hidden. */
export interface ObjectDifference {
  readonly object: ObjectName;
  /** Undefined: it is not there. */
  readonly before: Readonly<Record<string, unknown>> | undefined;
  /** Undefined: it would be removed. */
  readonly after: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What `up` would change on the cluster, by what the server answers when it is asked to change nothing. `partial`: the
 * objects are a part of the project only.
 */
export async function* differences(
  client: Client,
  objects: readonly AppliedObject[],
  partial = false,
): AsyncGenerator<ObjectDifference> {
  const place = placeOf(objects);
  for (const object of objects) {
    const live = await client.find<LiveObject>({ path: pathOf(nameOf(object)) });
    // `up` leaves a namespace alone that others have made.
    if (live && object.kind === 'Namespace' && !isOurs(live, place.project)) continue;
    const difference = await differenceOf(client, object, live);
    if (JSON.stringify(difference.before) !== JSON.stringify(difference.after)) yield difference;
  }
  if (partial) return;
  const { objects: made } = await readInventory(client, place);
  for (const object of without(made, objects.map(nameOf))) {
    if (object.kind === 'Namespace' || /^PersistentVolume/.test(object.kind)) continue;
    const live = await client.find<LiveObject>({ path: pathOf(object) });
    if (live && isOurs(live, place.project)) yield { object, before: shown(live), after: undefined };
  }
}

async function differenceOf(
  client: Client,
  object: AppliedObject,
  live: LiveObject | undefined,
): Promise<ObjectDifference> {
  const name = nameOf(object);
  const before = live && { ...live, apiVersion: object.apiVersion, kind: object.kind };
  const after = await answerTo(client, object, live);
  if (object.kind !== 'Secret') return { object: name, before: before && shown(before), after: shown(after) };
  return { object: name, before: before && hidden(before, after, 'before'), after: hidden(after, before, 'after') };
}

/** What the server would make of an object. What it cannot say (no namespace yet, a field that cannot change) is the object itself. */
async function answerTo(
  client: Client,
  object: AppliedObject,
  live: LiveObject | undefined,
): Promise<KubernetesObject> {
  try {
    return await dryApply(client, object);
  } catch (error) {
    if (error instanceof ApiError && ((error.status === 404 && !live) || error.status === 422)) return object;
    throw error;
  }
}

/** What the server keeps for itself, and what changes by itself. */
const ofServer = ['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink'];

function shown(object: KubernetesObject): Readonly<Record<string, unknown>> {
  const { status: _, metadata, ...rest } = object as KubernetesObject & { readonly status?: unknown };
  const own = Object.entries(metadata).filter(([key]) => !ofServer.includes(key));
  return sorted({ ...rest, metadata: Object.fromEntries(own) }) as Readonly<Record<string, unknown>>;
}

/** Secrets show that a value changes, and no more. Source: `kubectl diff`. */
function hidden(
  object: KubernetesObject,
  other: KubernetesObject | undefined,
  when: 'before' | 'after',
): Readonly<Record<string, unknown>> {
  const values = dataOf(object);
  const others = other && dataOf(other);
  const { stringData: _, ...rest } = shown(object);
  const data = Object.keys(values)
    .toSorted()
    .map((key) => [key, others && others[key] !== values[key] && key in others ? `*** (${when})` : '***']);
  return { ...rest, data: Object.fromEntries(data) as unknown };
}

function dataOf(object: KubernetesObject): Readonly<Record<string, string>> {
  const { data = {}, stringData = {} } = object as KubernetesObject & {
    readonly data?: Readonly<Record<string, string>>;
    readonly stringData?: Readonly<Record<string, string>>;
  };
  const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  return { ...data, ...(Object.fromEntries(encoded) as Readonly<Record<string, string>>) };
}
