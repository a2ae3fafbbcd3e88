import type { Path } from '../tree/node.ts';
import type { KeyRule, Type } from './rule.ts';
import { projectType } from './table.ts';

/** Columns of the key table that only few keys have: a walker skips what has none at or below it. */
type Column = 'cast' | 'merge' | 'identity' | 'expand' | 'fill' | 'path' | 'decode';

/** What the key table says of a place in a tree, with alternatives joined, so that a walker can go down step by step. */
export interface Place {
  /** Keys from the top without names and indexes: `services.ports.target`. */
  readonly keyPath: string;
  readonly type: Type;
  /** The row of the key whose value this is; undefined for an entry or item of it. */
  readonly rule: KeyRule | undefined;
  /** The row of the nearest key at or above. */
  readonly nearest: KeyRule | undefined;
  /** By fixed key. */
  readonly keys: ReadonlyMap<string, Place> | undefined;
  /** Entries under names that users choose. */
  readonly named: Place | undefined;
  readonly item: Place | undefined;
  /** The fixed keys that are printed even when they were not given. */
  readonly always: readonly string[];
  /** `x-` keys stand here and are dropped. */
  readonly dropsExtensions: boolean;
  /** The columns that a row at or below this place fills. */
  readonly columns: ReadonlySet<Column>;
}

const columnNames: readonly Column[] = ['cast', 'merge', 'identity', 'expand', 'fill', 'path', 'decode'];

function placeOf(type: Type, keyPath: string, rule: KeyRule | undefined, nearest: KeyRule | undefined): Place {
  const branches = type.is === 'one-of' ? type.of : [type];
  const nested = branches.flatMap((branch) => (branch.is === 'one-of' ? branch.of : [branch]));
  let keys: Map<string, Place> | undefined;
  let named: Place | undefined;
  let item: Place | undefined;
  for (const branch of nested) {
    if (branch.is === 'object') {
      keys = new Map();
      for (const [name, row] of Object.entries(branch.keys)) {
        keys.set(name, placeOf(row.type, keyPath ? `${keyPath}.${name}` : name, row, row));
      }
    } else if (branch.is === 'map') named = placeOf(branch.of, keyPath, undefined, nearest);
    else if (branch.is === 'list') item = placeOf(branch.of, keyPath, undefined, nearest);
  }
  const columns = new Set<Column>(columnNames.filter((column) => rule?.[column] !== undefined));
  for (const below of [...(keys?.values() ?? []), named, item])
    for (const column of below?.columns ?? []) columns.add(column);
  const always = [...(keys ?? [])].flatMap(([name, next]) => (next.rule?.zero === 'always' ? [name] : []));
  const dropsExtensions = nested.some((branch) => branch.is === 'object' && branch.dropsExtensions === true);
  return { keyPath, type, rule, nearest, keys, named, item, always, dropsExtensions, columns };
}

/** The place of the whole tree. */
export const rootPlace: Place = placeOf(projectType, '', undefined, undefined);

/** The place one step down: a key, a name or an index. Undefined where the table knows nothing (`x-` keys, typing errors). */
export function below(place: Place | undefined, step: string | number): Place | undefined {
  if (!place) return undefined;
  return typeof step === 'number' ? place.item : (place.keys?.get(step) ?? place.named);
}

/** The place at a path of the tree. */
export function placeAt(path: Path): Place | undefined {
  let place: Place | undefined = rootPlace;
  for (const step of path) place = below(place, step);
  return place;
}

/** The row of the key whose value stands at a path, or holds what stands there: `['services', 'web', 'ports', 0]` -> `ports`. */
export function ruleAt(path: Path): KeyRule | undefined {
  return placeAt(path)?.nearest;
}

/** The keys of a path, without names and indexes: `['services', 'web', 'ports', 0, 'target']` -> `services.ports.target`. */
export function keyPathOf(path: Path): string | undefined {
  return placeAt(path)?.keyPath;
}
