import type { Client } from './client.ts';
import type { ObjectName } from './resource.ts';
import { pathOf } from './resource.ts';

/** Changes some fields of an object (RFC 7396), as a field manager. */
export const mergePatch = (client: Client, object: ObjectName, fieldManager: string, body: object): Promise<unknown> =>
  client.call({
    method: 'PATCH',
    path: pathOf(object),
    query: { fieldManager },
    type: 'application/merge-patch+json',
    body,
  });
