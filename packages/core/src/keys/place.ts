import type { Path } from '../tree/node.ts';
import type { KeyRule, Type } from './rule.ts';
import { projectType } from './table.ts';

/** Columns of the key table that only few keys have: a walker skips what has none at or below it. */
type Column = 'cast' | 'merge' | 'identity' | 'expand' | 'fill' | 'path' | 'decode';

/**
 * What the key table says of a place in a tree, with alternatives joined, so that a walker can go down step by step. The
 * places below are made when they are asked for: a project uses few of them.
 */
export class Place {
  /** Keys from the top without names and indexes: `services.ports.target`. */
  readonly keyPath: string;
  readonly type: Type;
  /** The row of the key whose value this is; undefined for an entry or item of it. */
  readonly rule: KeyRule | undefined;
  /** The row of the nearest key at or above. */
  readonly nearest: KeyRule | undefined;
  /** `x-` keys stand here and are dropped. */
  readonly dropsExtensions: boolean;
  readonly #object: ObjectType | undefined;
  readonly #map: MapType | undefined;
  readonly #list: ListType | undefined;
  #keys: ReadonlyMap<string, Place> | undefined;
  #named: Place | undefined;
  #item: Place | undefined;
  #always: readonly string[] | undefined;
  readonly #filled = new Map<Column, boolean>();

  constructor(type: Type, keyPath: string, rule: KeyRule | undefined, nearest: KeyRule | undefined) {
    this.type = type;
    this.keyPath = keyPath;
    this.rule = rule;
    this.nearest = nearest;
    const branches = type.is === 'one-of' ? type.of : [type];
    const nested = branches.flatMap((branch) => (branch.is === 'one-of' ? branch.of : [branch]));
    this.#object = nested.findLast((branch) => branch.is === 'object');
    this.#map = nested.findLast((branch) => branch.is === 'map');
    this.#list = nested.findLast((branch) => branch.is === 'list');
    this.dropsExtensions = nested.some((branch) => branch.is === 'object' && branch.dropsExtensions === true);
  }

  /** By fixed key. */
  get keys(): ReadonlyMap<string, Place> | undefined {
    if (!this.#object) return undefined;
    const pathOf = (name: string): string => (this.keyPath ? `${this.keyPath}.${name}` : name);
    return (this.#keys ??= new Map(
      Object.entries(this.#object.keys).map(([name, row]) => [name, new Place(row.type, pathOf(name), row, row)]),
    ));
  }

  /** Entries under names that users choose. */
  get named(): Place | undefined {
    if (!this.#map) return undefined;
    return (this.#named ??= new Place(this.#map.of, this.keyPath, undefined, this.nearest));
  }

  get item(): Place | undefined {
    if (!this.#list) return undefined;
    return (this.#item ??= new Place(this.#list.of, this.keyPath, undefined, this.nearest));
  }

  /** The fixed keys that are printed even when they were not given. */
  get always(): readonly string[] {
    return (this.#always ??= [...(this.keys ?? [])].flatMap(([name, { rule }]) =>
      rule?.zero === 'always' ? [name] : [],
    ));
  }

  /** Whether a row at or below this place fills a column. */
  has(column: Column): boolean {
    const known = this.#filled.get(column);
    if (known !== undefined) return known;
    const below = [...(this.keys?.values() ?? []), this.named, this.item];
    const found = this.rule?.[column] !== undefined || below.some((place) => place?.has(column) === true);
    this.#filled.set(column, found);
    return found;
  }
}

type ObjectType = Extract<Type, { readonly is: 'object' }>;
type MapType = Extract<Type, { readonly is: 'map' }>;
type ListType = Extract<Type, { readonly is: 'list' }>;

/** The place of the whole tree. */
export const rootPlace: Place = new Place(projectType, '', undefined, undefined);

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
