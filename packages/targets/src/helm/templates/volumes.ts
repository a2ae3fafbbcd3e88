import type { PodVolume, VolumeMount, Workload } from '../../kubernetes/objects/objects.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import type { Chart } from '../chart/chart.ts';
import { inForms, isTied } from '../environments/field-values.ts';
import type { GuardedItem } from './guarded-list.ts';
import { guardedList } from './guarded-list.ts';
import { withRelease } from '../chart/metadata.ts';
import { valueKeys } from '../names.ts';
import type { Tree } from './tree.ts';
import { treesAt } from './tree.ts';
import { flag } from '../values.ts';

/**
 * Volumes that some environments have and others have not: a value decides whether each is there, with its mounts. Says
 * whether that is all in which environments differ.
 */
export function withVolumeSwitches(
  chart: Chart,
  pod: Tree,
  { object, path }: { readonly object: Workload; readonly path: YamlPath },
  key: string,
): boolean {
  const forms = inForms(chart, object, [...path, 'volumes']) as readonly (readonly PodVolume[] | undefined)[];
  const volumes = unionOf(forms, ({ name }) => name);
  const containers = treesAt(pod, 'containers');
  const mounts = containers.map((_, index) => {
    const all = inForms(chart, object, [...path, 'containers', index, 'volumeMounts']);
    return unionOf(all as readonly (readonly VolumeMount[] | undefined)[], mountKey);
  });
  const keys = valueKeys(volumes?.keys.map(String) ?? []);
  const switched = new Set(volumes?.keys.filter((name) => volumes.partial.has(name)));
  if (!volumes || isTied(chart, volumes.items)) return false;
  // A mount is there where its volume is.
  const follow = mounts.every(
    (one) => one && one.items.every((mount) => one.partial.has(mountKey(mount)) === switched.has(mount.name)),
  );
  if (!follow) return false;
  const expressions = new Map(
    [...switched].map((name) => {
      const value = forms[0]?.some((volume) => volume.name === name) === true;
      const about = `whether volume ${name} is mounted`;
      const at = [key, 'volumes', keys.get(name) ?? name];
      return [name, chart.values.add({ path: at, value, about, schema: flag })];
    }),
  );
  const guarded = <T extends { readonly name: string }>(
    field: string,
    items: readonly T[],
    written: readonly Tree[],
    keyOf: (item: T) => string,
  ): unknown => {
    const own = new Map(written.map((item) => [keyOf(item as unknown as T), item]));
    const list = items.map((item): GuardedItem => {
      const other = () =>
        treesAt(withRelease(chart, JSON.parse(JSON.stringify({ [field]: [item] })) as Tree), field)[0];
      return { item: own.get(keyOf(item)) ?? other() ?? {}, condition: expressions.get(item.name) };
    });
    return guardedList(chart, list);
  };
  if (volumes.items.length > 0)
    pod['volumes'] = guarded('volumes', volumes.items, treesAt(pod, 'volumes'), ({ name }) => name);
  containers.forEach((container, index) => {
    const items = mounts[index]?.items ?? [];
    if (items.length > 0)
      container['volumeMounts'] = guarded('volumeMounts', items, treesAt(container, 'volumeMounts'), mountKey);
  });
  return true;
}

const mountKey = ({ name, mountPath }: VolumeMount): string => `${name} ${mountPath}`;

interface Union<T> {
  readonly keys: readonly string[];
  readonly items: readonly T[];
  /** The keys that some lists lack. */
  readonly partial: ReadonlySet<string>;
}

/** The items of all lists, each once; undefined: one is not the same in all lists that have it. */
export function unionOf<T>(
  lists: readonly (readonly T[] | undefined)[],
  keyOf: (item: T) => string,
): Union<T> | undefined {
  const items = new Map<string, T>();
  for (const list of lists)
    for (const item of list ?? []) {
      const known = items.get(keyOf(item));
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(item)) return undefined;
      items.set(keyOf(item), item);
    }
  const keys = [...items.keys()];
  const kept = lists.map((list) => new Set(list?.map(keyOf)));
  const partial = new Set(keys.filter((key) => !kept.every((one) => one.has(key))));
  return { keys, items: [...items.values()], partial };
}
