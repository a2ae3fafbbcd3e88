import { plainData } from '../../config/plain-data.ts';
import type { MapNode } from '../../tree/node.ts';
import { isMap, isNull, isSeq } from '../../tree/node.ts';
import { scalarText } from '../../tree/scalar-text.ts';
import type { Named } from '../values.ts';

// Readers of single fields of a canonical, decoded tree. They are the only casts from unknown data to the model: that
// a field has its type is what the checks before have made sure of.

/** The string of a key; undefined when it is not there or empty, which Compose takes for the same. */
export function textOf(node: MapNode, key: string): string | undefined {
  const value = node.entries.get(key);
  return value?.kind === 'scalar' && typeof value.value === 'string' && value.value !== '' ? value.value : undefined;
}

export function numberOf(node: MapNode, key: string): number | undefined {
  const value = node.entries.get(key);
  if (value?.kind !== 'scalar') return undefined;
  return typeof value.value === 'number' || typeof value.value === 'bigint' ? Number(value.value) : undefined;
}

/** A number other than zero: of most keys zero and nothing are the same to Compose. */
export function amountOf(node: MapNode, key: string): number | undefined {
  return numberOf(node, key) || undefined;
}

/** True or nothing: of most keys false and nothing are the same to Compose. */
export function switchOf(node: MapNode, key: string): true | undefined {
  return flagOf(node, key) || undefined;
}

export function flagOf(node: MapNode, key: string): boolean | undefined {
  const value = node.entries.get(key);
  return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** The strings of a list; undefined when it is not there, which matters to commands. */
export function wordsOf(node: MapNode, key: string): readonly string[] | undefined {
  const value = node.entries.get(key);
  return isSeq(value) ? value.items.flatMap((item) => (item.kind === 'scalar' ? [scalarText(item)] : [])) : undefined;
}

export function textsOf(node: MapNode, key: string): readonly string[] {
  return wordsOf(node, key) ?? emptyList;
}

export function mapOf(node: MapNode, key: string): MapNode | undefined {
  const value = node.entries.get(key);
  return isMap(value) ? value : undefined;
}

/** What `read` makes of the mapping under a key; undefined when there is none. */
export function objectOf<T>(node: MapNode, key: string, read: (value: MapNode) => T): T | undefined {
  const value = mapOf(node, key);
  return value && read(value);
}

export function listOf<T>(node: MapNode, key: string, read: (item: MapNode) => T): readonly T[] {
  const value = node.entries.get(key);
  return isSeq(value) ? value.items.flatMap((item) => (isMap(item) ? [read(item)] : [])) : emptyList;
}

// Shared, since most lists and maps of a service are empty.
const emptyList: readonly never[] = Object.freeze([]);
const emptyRecord = Object.freeze(Object.create(null)) as Named<never>;

/** A record without a prototype: users choose the names. */
export function named<T>(entries: readonly (readonly [string, T])[]): Named<T> {
  if (entries.length === 0) return emptyRecord;
  const record = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) record[name] = value;
  return record;
}

/** The entries of a map of objects; an entry without settings counts as an empty one. */
export function namedOf<T>(node: MapNode, key: string, read: (value: MapNode, name: string) => T): Named<T> {
  const value = mapOf(node, key);
  if (!value) return emptyRecord;
  return named(
    [...value.entries].flatMap(([name, entry]): readonly (readonly [string, T])[] => {
      if (isMap(entry)) return [[name, read(entry, name)]];
      return isNull(entry) ? [[name, read({ kind: 'map', entries: new Map(), origin: entry.origin }, name)]] : [];
    }),
  );
}

export function namedTextsOf(node: MapNode, key: string): Named<string> {
  const value = mapOf(node, key);
  if (!value) return emptyRecord;
  return named(
    [...value.entries].map(([name, value]) => [name, value.kind === 'scalar' ? scalarText(value) : ''] as const),
  );
}

/** As {@link namedTextsOf}; null is kept. */
export function namedValuesOf(node: MapNode, key: string): Named<string | null> {
  const value = mapOf(node, key);
  if (!value) return emptyRecord;
  return named(
    [...value.entries].map(
      ([name, value]) => [name, value.kind === 'scalar' && value.value !== null ? scalarText(value) : null] as const,
    ),
  );
}

export function namedListsOf(node: MapNode, key: string): Named<readonly string[]> {
  const value = mapOf(node, key);
  if (!value) return emptyRecord;
  return named([...value.entries.keys()].map((name) => [name, textsOf(value, name)] as const));
}

/** The `x-` keys as plain data. */
export function extensionsOf(node: MapNode): Named<unknown> {
  const extensions: [string, unknown][] = [];
  for (const [key, value] of node.entries) if (key.startsWith('x-')) extensions.push([key, plainData(value)]);
  return named(extensions);
}

/** How each field of a record is read from the mapping that has its key. */
export type Readers<T> = { readonly [K in keyof T]-?: (node: MapNode, key: string) => T[K] | undefined };

/** The fields of a record that are always there, as they are when nothing was given. */
export type Defaults<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/**
 * A record read from a mapping: the defaults, then what the keys that are there give. The one cast from trees to the
 * model: that the readers give what the fields hold is what their type says.
 */
export function readRecord<T extends object>(node: MapNode, readers: Readers<T>, defaults: Defaults<T>): T {
  const record: Record<string, unknown> = { ...defaults };
  for (const key of node.entries.keys()) {
    const read = Object.hasOwn(readers, key) ? readers[key as keyof T] : undefined;
    const value = read?.(node, key);
    if (value !== undefined) record[key] = value;
  }
  return record as T;
}

/** The list or map of fields where nothing was given. */
export const noItems: readonly never[] = emptyList;
export const noEntries: Named<never> = emptyRecord;
