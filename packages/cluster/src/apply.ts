import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { deleteObject } from './delete.ts';
import type { KubernetesObject, LiveObject } from './resource.ts';
import { nameOf, pathOf } from './resource.ts';

export interface ApplyOptions {
  /** Takes fields from the manager that owns them. */
  readonly force?: boolean;
  /** The server checks and answers, and changes nothing. */
  readonly dryRun?: boolean;
}

export interface Applied {
  readonly what: 'created' | 'changed' | 'unchanged' | 'replaced';
  readonly before: LiveObject | undefined;
  readonly after: LiveObject;
}

/** The manager that owns the fields which we apply. */
const fieldManager = 'transpose';

/** Applies an object on the server's side. One whose fields can not be changed is made anew, but never one that holds data. */
export async function applyObject(
  client: Client,
  object: KubernetesObject & Readonly<Record<string, unknown>>,
  { force = false, dryRun = false }: ApplyOptions = {},
): Promise<Applied> {
  const path = pathOf(nameOf(object));
  const before = await client.find<LiveObject>({ path });
  const patch = () =>
    client.call<LiveObject>({
      method: 'PATCH',
      path,
      query: {
        fieldManager,
        fieldValidation: 'Strict',
        force: force ? 'true' : undefined,
        dryRun: dryRun ? 'All' : undefined,
      },
      type: 'application/apply-patch+yaml',
      body: object,
    });
  try {
    const after = await patch();
    return { what: before ? (sameVersion(before, after) ? 'unchanged' : 'changed') : 'created', before, after };
  } catch (error) {
    if (!before || !isReplaceable(object.kind) || !isImmutable(error)) throw error;
    if (dryRun) return { what: 'replaced', before, after: before };
    await deleteObject(client, before);
    return { what: 'replaced', before, after: await patch() };
  }
}

const sameVersion = (before: LiveObject, after: LiveObject): boolean =>
  before.metadata.uid === after.metadata.uid && before.metadata.resourceVersion === after.metadata.resourceVersion;

/** Workloads and Services can be made anew: what they hold is in claims, which stay. */
const isReplaceable = (kind: string): boolean =>
  ['Job', 'Deployment', 'StatefulSet', 'DaemonSet', 'Service', 'RoleBinding'].includes(kind);

const isImmutable = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.status === 422 &&
  /immutable|may not change|updates to statefulset spec|cannot change roleRef|primaryClusterIP|may not be (?:set|unset)/i.test(
    error.message,
  );
