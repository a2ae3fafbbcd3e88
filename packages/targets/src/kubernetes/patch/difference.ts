import { fieldsOf, itemType } from '../api/types.ts';
import { isData, mergeKeys, protocolLists } from './strategic-merge.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * The strategic merge patch that makes `wanted` of `base`, as small as it can be: changed fields, `null` for what is gone,
 * items of lists by their merge key with `$patch: delete` for what is gone, other lists as a whole. Undefined: they are
 * equal. New items of a list are where kubectl and Kustomize put them, except where their order has a meaning.
 * `type`: in the words of the API's field table.
 */
export function patchBetween(base: unknown, wanted: unknown, type: string, field = ''): unknown {
  if (isEqual(base, wanted)) return undefined;
  if (isData(base) && isData(wanted)) return fieldsBetween(base, wanted, type, field);
  if (Array.isArray(base) && Array.isArray(wanted)) return listBetween(base, wanted, type, field);
  return wanted;
}

function fieldsBetween(base: Data, wanted: Data, type: string, field: string): Data | undefined {
  const fields = fieldsOf(type);
  const values = itemType(type, '{}');
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(base), ...Object.keys(wanted)])) {
    const below = values ?? fields?.get(name)?.type ?? '?';
    const place = values === undefined ? `${type}.${name}` : field;
    if (wanted[name] === undefined) {
      if (base[name] !== undefined) patch[name] = null;
    } else {
      const inner = patchBetween(base[name], wanted[name], below, place);
      if (inner !== undefined) patch[name] = inner;
    }
  }
  // Nothing differs but orders without a meaning.
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function listBetween(base: readonly unknown[], wanted: readonly unknown[], type: string, field: string): unknown {
  const item = itemType(type, '[]') ?? '?';
  const key = Object.hasOwn(mergeKeys, field) ? mergeKeys[field] : undefined;
  if (key === undefined) return wanted;
  if (wanted.length === 0) return null;
  const keyed = (list: readonly unknown[]) => byKey(list, key, protocolLists.has(field));
  const [before, after] = [keyed(base), keyed(wanted)];
  // Without keys of their own the items cannot be told apart, and Kustomize cannot where some name a protocol.
  const protocols = protocolLists.has(field) && [...base, ...wanted].some((one) => isData(one) && one['protocol']);
  if (!before || !after || protocols) return [{ $patch: 'replace' }, ...wanted];
  const identity = (one: Data): Data => ({ [key]: one[key] });
  const items = [...after].map(([id, one]): { readonly changed: boolean; readonly item: Data } => {
    const known = before.get(id);
    const inner = known ? patchBetween(known, one, item) : one;
    if (inner === undefined) return { changed: false, item: identity(one) };
    return { changed: true, item: { ...(known && identity(one)), ...(inner as Data) } };
  });
  const isOrdered = orderedLists.has(field) || (field === 'Container.env' && [...base, ...wanted].some(refersToOthers));
  const isKept = keepsOrder([...before.keys()], [...after.keys()]);
  // What a patch names comes first, in its order, and what it does not name follows.
  const end = isKept ? items.findLastIndex(({ changed }) => changed) + 1 : items.length;
  const named = isOrdered ? items.slice(0, end) : items.filter(({ changed }) => changed);
  const gone = [...before].flatMap(([id, one]) => (after.has(id) ? [] : [{ ...identity(one), $patch: 'delete' }]));
  const patch = [...named.map((one) => one.item), ...gone];
  // Only the order differs, and it has no meaning.
  return patch.length === 0 ? undefined : patch;
}

/** Lists whose order means something: init containers run one after the other, the first container is the main one. */
const orderedLists = new Set(['PodSpec.containers', 'PodSpec.initContainers']);

/** `$(NAME)` sees the variables above it; `$$` is a dollar. */
const refersToOthers = (entry: unknown): boolean =>
  isData(entry) && typeof entry['value'] === 'string' && entry['value'].replaceAll('$$', '').includes('$(');

/** Whether a merge leaves the items in the wanted order: none is new, and the others follow each other as before. */
function keepsOrder(before: readonly string[], after: readonly string[]): boolean {
  const left = before.filter((id) => after.includes(id));
  return left.length === after.length && left.every((id, index) => id === after[index]);
}

/** The items by their merge key; undefined: one lacks it, or two have the same. */
function byKey(list: readonly unknown[], key: string, byProtocol: boolean): ReadonlyMap<string, Data> | undefined {
  const found = new Map<string, Data>();
  for (const one of list) {
    if (!isData(one) || one[key] === undefined) return undefined;
    found.set(JSON.stringify([one[key], byProtocol ? (one['protocol'] ?? 'TCP') : '']), one);
  }
  return found.size === list.length ? found : undefined;
}

/** Equal as JSON, whatever the order of keys; undefined counts as absent. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, index) => isEqual(one, b[index]));
  if (!isData(a) || !isData(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isEqual(a[key], b[key]));
}
