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
  readonly #forms: Forms;
  readonly #keys = new Map<string, Place>();
  #named: Place | undefined;
  #item: Place | undefined;
  #always: readonly string[] | undefined;

  constructor(type: Type, keyPath: string, rule: KeyRule | undefined, nearest: KeyRule | undefined) {
    this.type = type;
    this.keyPath = keyPath;
    this.rule = rule;
    this.nearest = nearest;
    this.#forms = formsOf(type);
  }

  /** `x-` keys are here and are dropped. */
  get dropsExtensions(): boolean {
    return this.#forms.dropsExtensions;
  }

  /** Fixed keys are here. */
  get hasKeys(): boolean {
    return this.#forms.object !== undefined;
  }

  /** All places below fixed keys; a walker asks for those that it meets. */
  get keys(): ReadonlyMap<string, Place> | undefined {
    const { object } = this.#forms;
    return object && new Map(Object.keys(object.keys).map((name) => [name, this.key(name) as Place]));
  }

  /** Below a fixed key. */
  key(name: string): Place | undefined {
    const known = this.#keys.get(name);
    const rows = this.#forms.object?.keys;
    if (known || !rows || !Object.hasOwn(rows, name)) return known;
    const row = rows[name] as KeyRule;
    const place = new Place(row.type, this.keyPath ? `${this.keyPath}.${name}` : name, row, row);
    this.#keys.set(name, place);
    return place;
  }

  /** Entries under names that users choose. */
  get named(): Place | undefined {
    const { map } = this.#forms;
    return map && (this.#named ??= new Place(map.of, this.keyPath, undefined, this.nearest));
  }

  get item(): Place | undefined {
    const { list } = this.#forms;
    return list && (this.#item ??= new Place(list.of, this.keyPath, undefined, this.nearest));
  }

  /** The fixed keys that are printed even when they were not given. */
  get always(): readonly string[] {
    return (this.#always ??= Object.entries(this.#forms.object?.keys ?? {}).flatMap(([name, { zero }]) =>
      zero === 'always' ? [name] : [],
    ));
  }

  /** Whether a row at or below this place fills a column. */
  has(column: Column): boolean {
    return this.rule?.[column] !== undefined || fills(this.type, column);
  }
}

type ObjectType = Extract<Type, { readonly is: 'object' }>;
type MapType = Extract<Type, { readonly is: 'map' }>;
type ListType = Extract<Type, { readonly is: 'list' }>;

/** A type with its alternatives joined. */
interface Forms {
  readonly object: ObjectType | undefined;
  readonly map: MapType | undefined;
  readonly list: ListType | undefined;
  readonly dropsExtensions: boolean;
  /** Whether rows below fill a column, as far as it was asked. */
  readonly filled: Map<Column, boolean>;
}

/** Many keys share a type. */
const knownForms = new WeakMap<Type, Forms>();

function formsOf(type: Type): Forms {
  const known = knownForms.get(type);
  if (known) return known;
  const branches = type.is === 'one-of' ? type.of : [type];
  const nested = branches.flatMap((branch) => (branch.is === 'one-of' ? branch.of : [branch]));
  const forms: Forms = {
    object: nested.findLast((branch) => branch.is === 'object'),
    map: nested.findLast((branch) => branch.is === 'map'),
    list: nested.findLast((branch) => branch.is === 'list'),
    dropsExtensions: nested.some((branch) => branch.is === 'object' && branch.dropsExtensions === true),
    filled: new Map(),
  };
  knownForms.set(type, forms);
  return forms;
}

/** Whether a row below a type fills a column. */
function fills(type: Type, column: Column): boolean {
  const { object, map, list, filled } = formsOf(type);
  const known = filled.get(column);
  if (known !== undefined) return known;
  const found =
    Object.values(object?.keys ?? {}).some((row) => row[column] !== undefined || fills(row.type, column)) ||
    [map, list].some((one) => one !== undefined && fills(one.of, column));
  filled.set(column, found);
  return found;
}

/** The place of the whole tree. */
export const rootPlace: Place = new Place(projectType, '', undefined, undefined);

/** The place one step down: a key, a name or an index. Undefined where the table knows nothing (`x-` keys, typing errors). */
export function below(place: Place | undefined, step: string | number): Place | undefined {
  if (!place) return undefined;
  return typeof step === 'number' ? place.item : (place.key(step) ?? place.named);
}

/** The place at a path of the tree. */
export function placeAt(path: Path): Place | undefined {
  let place: Place | undefined = rootPlace;
  for (const step of path) place = below(place, step);
  return place;
}

/** The row of the key whose value is at a path, or holds what is there: `['services', 'web', 'ports', 0]` -> `ports`. */
export function ruleAt(path: Path): KeyRule | undefined {
  return placeAt(path)?.nearest;
}

/** The keys of a path, without names and indexes: `['services', 'web', 'ports', 0, 'target']` -> `services.ports.target`. */
export function keyPathOf(path: Path): string | undefined {
  return placeAt(path)?.keyPath;
}
