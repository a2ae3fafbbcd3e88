import { applyObject } from './apply.ts';
import type { Client } from '../client/client.ts';
import type { ProjectPlace } from './ownership.ts';
import { isOurs, ownLabels } from './ownership.ts';
import type { LiveObject, ObjectName } from '../client/resource.ts';
import { pathOf, sameObject } from '../client/resource.ts';

/** The names of all objects that `up` made for a project, in a ConfigMap beside them. */
export interface Inventory {
  readonly objects: readonly ObjectName[];
}

type InventoryMap = LiveObject & { readonly data?: Readonly<Record<string, string>> };

/** Names of projects know `_`, names of objects do not; two projects that come to one name are told apart by the label. */
export const inventoryName = ({ project, namespace }: ProjectPlace): ObjectName => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: `transpose-inventory-${project.toLowerCase().replaceAll(/[^a-z0-9.-]/g, '-')}`,
  namespace,
});

/** What was made before; nothing when the project never came up here. */
export async function readInventory(client: Client, place: ProjectPlace): Promise<Inventory> {
  const name = inventoryName(place);
  const map = await client.find<InventoryMap>({ path: pathOf(name) });
  if (!map) return { objects: [] };
  if (!isOurs(map, place.project))
    throw new Error(`ConfigMap/${name.name} in namespace ${place.namespace} is not the inventory of ${place.project}`);
  return { objects: JSON.parse(map.data?.['objects'] ?? '[]') as readonly ObjectName[] };
}

/** Writes it when it is another one; tells whether it was. */
export async function writeInventory(client: Client, place: ProjectPlace, { objects }: Inventory): Promise<boolean> {
  const own = inventoryName(place);
  const { apiVersion, kind, name, namespace } = own;
  const before = await client.find<LiveObject>({ path: pathOf(own) });
  const map = {
    apiVersion,
    kind,
    metadata: { name, ...(namespace && { namespace }), labels: ownLabels(place, name) },
    data: { objects: JSON.stringify(objects) },
  };
  const { what } = await applyObject(client, map, before, { force: true });
  return what !== 'unchanged';
}

/** Both lists as one, each object once. */
export const joined = (one: readonly ObjectName[], other: readonly ObjectName[]): readonly ObjectName[] => [
  ...one,
  ...without(other, one),
];

export const without = (all: readonly ObjectName[], some: readonly ObjectName[]): readonly ObjectName[] =>
  all.filter((object) => !some.some((one) => sameObject(one, object)));
