import { ApiError } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import { deleteObject } from './delete.ts';
import type { KubernetesObject, LiveObject } from '../client/resource.ts';
import { nameOf, pathOf } from '../client/resource.ts';

export interface ApplyOptions {
  /** Takes fields from the manager that owns them. */
  readonly force?: boolean;
  /** The server checks and answers, and changes nothing. */
  readonly dryRun?: boolean;
}

export interface Applied {
  readonly what: 'created' | 'changed' | 'unchanged' | 'replaced';
}

/** The manager that owns the fields which we apply. */
const fieldManager = 'transpose';

/**
 * Applies an object on the server's side. One whose fields cannot be changed is made anew, but never one that holds data.
 * `before`: as it is there now.
 */
export async function applyObject(
  client: Client,
  object: KubernetesObject & Readonly<Record<string, unknown>>,
  before: LiveObject | undefined,
  { force = false, dryRun = false }: ApplyOptions = {},
): Promise<Applied> {
  const patch = (body: KubernetesObject = object, tried = dryRun) => applyOnce(client, body, { force, dryRun: tried });
  try {
    const after = await patch();
    return { what: before ? (sameVersion(before, after) ? 'unchanged' : 'changed') : 'created' };
  } catch (error) {
    if (!force && isOwnConflict(error)) return applyObject(client, object, before, { force: true, dryRun });
    if (!before || !isReplaceable(object.kind) || !isImmutable(error)) throw error;
    // Nothing that runs is deleted for one that the server would refuse as well: it is tried under another name.
    await patch({ ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-anew` } }, true);
    if (!dryRun) {
      await deleteObject(client, before);
      await patch();
    }
    return { what: 'replaced' };
  }
}

/** What the server would make of an object, whoever owns its fields. */
export const dryApply = (client: Client, object: KubernetesObject): Promise<LiveObject> =>
  applyOnce(client, object, { force: true, dryRun: true });

const applyOnce = (client: Client, body: KubernetesObject, { force, dryRun }: ApplyOptions): Promise<LiveObject> =>
  client.call<LiveObject>({
    method: 'PATCH',
    path: pathOf(nameOf(body)),
    query: {
      fieldManager,
      fieldValidation: 'Strict',
      force: force ? 'true' : undefined,
      dryRun: dryRun ? 'All' : undefined,
    },
    type: 'application/apply-patch+yaml',
    body,
  });

const sameVersion = (before: LiveObject, after: LiveObject): boolean =>
  before.metadata.uid === after.metadata.uid && before.metadata.resourceVersion === after.metadata.resourceVersion;

/** Workloads and Services can be made anew: what they hold is in claims, which stay. */
const isReplaceable = (kind: string): boolean =>
  ['Job', 'Deployment', 'StatefulSet', 'DaemonSet', 'Service', 'RoleBinding'].includes(kind);

/** Another command of ours has taken the fields, and was broken off: replicas, while data was copied. */
const isOwnConflict = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.status === 409 &&
  error.causes.length > 0 &&
  error.causes.every(({ message }) => message.startsWith('conflict with "transpose-'));

const isImmutable = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.status === 422 &&
  /immutable|may not change|updates to statefulset spec|cannot change roleRef|primaryClusterIP|may not be unset/i.test(
    error.message,
  );
