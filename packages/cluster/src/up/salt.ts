import type { Client } from '../client/client.ts';
import type { ProjectPlace } from './ownership.ts';
import { inventoryName } from './inventory.ts';
import { isOurs, ownLabels } from './ownership.ts';
import type { LiveObject, ObjectName } from '../client/resource.ts';
import { pathOf } from '../client/resource.ts';
import type { AppliedObject } from './up.ts';

const nameOfSalt = (place: ProjectPlace): ObjectName => ({
  ...inventoryName(place),
  kind: 'Secret',
  name: inventoryName(place).name.replace('inventory', 'salt'),
});

/** The salt of the conversion that runs on the cluster: with another one every workload with secrets would roll. */
export async function readSalt(client: Client, place: ProjectPlace): Promise<string | undefined> {
  const secret = await client.find<LiveObject & { readonly data?: { readonly salt?: string } }>({
    path: pathOf(nameOfSalt(place)),
  });
  const salt = secret && isOurs(secret, place.project) ? secret.data?.salt : undefined;
  return salt === undefined ? undefined : Buffer.from(salt, 'base64').toString();
}

/** The object that keeps the salt: one of the project's, which goes before those that are made with it. */
export function saltObject(place: ProjectPlace, salt: string): AppliedObject {
  const { apiVersion, kind, name } = nameOfSalt(place);
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: place.namespace, labels: ownLabels(place, name) },
    data: { salt: Buffer.from(salt).toString('base64') },
  };
}
