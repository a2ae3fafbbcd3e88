import { plainData } from '../../config/plain-data.ts';
import type { MapNode } from '../../tree/node.ts';
import { isMap, isNull, isSeq } from '../../tree/node.ts';
import { scalarText } from '../../tree/scalar-text.ts';
import type { Named } from '../values.ts';

// Readers of single fields of a canonical, decoded tree. They are the only casts from unknown data to the model: that
// a field has its type is what the checks before have made sure of.

/** What of a mapping is read. */
export type Entries = Pick<MapNode, 'entries'>;

/** What a mapping has under a key. */
export type Reader<T> = (node: Entries, key: string) => T;

/** The string of a key; undefined when it is not there or empty, which Compose takes for the same. */
export function textOf(node: Entries, key: string): string | undefined {
  const value = node.entries.get(key);
  return value?.kind === 'scalar' && typeof value.value === 'string' && value.value !== '' ? value.value : undefined;
}

export function numberOf(node: Entries, key: string): number | undefined {
  const value = node.entries.get(key);
  if (value?.kind !== 'scalar') return undefined;
  return typeof value.value === 'number' || typeof value.value === 'bigint' ? Number(value.value) : undefined;
}

/** A number other than zero: of most keys zero and nothing are the same to Compose. */
export function amountOf(node: Entries, key: string): number | undefined {
  return numberOf(node, key) || undefined;
}

/** True or nothing: of most keys false and nothing are the same to Compose. */
export function switchOf(node: Entries, key: string): true | undefined {
  return flagOf(node, key) || undefined;
}

export function flagOf(node: Entries, key: string): boolean | undefined {
  const value = node.entries.get(key);
  return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** The strings of a list; undefined when it is not there, which matters to commands. */
export function wordsOf(node: Entries, key: string): readonly string[] | undefined {
  const value = node.entries.get(key);
  return isSeq(value) ? value.items.flatMap((item) => (item.kind === 'scalar' ? [scalarText(item)] : [])) : undefined;
}

export function textsOf(node: Entries, key: string): readonly string[] {
  return wordsOf(node, key) ?? emptyList;
}

export function mapOf(node: Entries, key: string): MapNode | undefined {
  const value = node.entries.get(key);
  return isMap(value) ? value : undefined;
}

/** What `read` makes of the mapping under a key; undefined when there is none. */
export function objectOf<T>(read: (value: Entries) => T): Reader<T | undefined> {
  return (node, key) => {
    const value = mapOf(node, key);
    return value && read(value);
  };
}

/** As {@link objectOf}; what it makes of an empty mapping when there is none. */
export function filledOf<T>(read: (value: Entries) => T): Reader<T> {
  return (node, key) => read(mapOf(node, key) ?? nothing);
}

export function listOf<T>(read: (item: Entries) => T): Reader<readonly T[]> {
  return (node, key) => {
    const value = node.entries.get(key);
    return isSeq(value) ? value.items.flatMap((item) => (isMap(item) ? [read(item)] : [])) : emptyList;
  };
}

// Shared, since most lists and maps of a service are empty.
const emptyList: readonly never[] = Object.freeze([]);
const emptyRecord = Object.freeze(Object.create(null)) as Named<never>;

const nothing: Entries = { entries: new Map() };

/** A record without a prototype: users choose the names. */
export function named<T>(entries: readonly (readonly [string, T])[]): Named<T> {
  if (entries.length === 0) return emptyRecord;
  const record = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) record[name] = value;
  return record;
}

/** The entries of a map of objects; an entry without settings counts as an empty one. */
export function namedOf<T>(read: (value: Entries, name: string) => T): Reader<Named<T>> {
  return (node, key) => {
    const value = mapOf(node, key);
    if (!value) return emptyRecord;
    return named(
      [...value.entries].flatMap(([name, entry]): readonly (readonly [string, T])[] => {
        if (isMap(entry)) return [[name, read(entry, name)]];
        return isNull(entry) ? [[name, read(nothing, name)]] : [];
      }),
    );
  };
}

export function namedTextsOf(node: Entries, key: string): Named<string> {
  const value = mapOf(node, key);
  if (!value) return emptyRecord;
  return named(
    [...value.entries].map(([name, value]) => [name, value.kind === 'scalar' ? scalarText(value) : ''] as const),
  );
}

/** As {@link namedTextsOf}; null is kept. */
export function namedValuesOf(node: Entries, key: string): Named<string | null> {
  const value = mapOf(node, key);
  if (!value) return emptyRecord;
  return named(
    [...value.entries].map(
      ([name, value]) => [name, value.kind === 'scalar' && value.value !== null ? scalarText(value) : null] as const,
    ),
  );
}

export function namedListsOf(node: Entries, key: string): Named<readonly string[]> {
  const value = mapOf(node, key);
  if (!value) return emptyRecord;
  return named([...value.entries.keys()].map((name) => [name, textsOf(value, name)] as const));
}

/** The `x-` keys as plain data. */
export function extensionsOf(node: Entries): Named<unknown> {
  const extensions: [string, unknown][] = [];
  for (const [key, value] of node.entries) if (key.startsWith('x-')) extensions.push([key, plainData(value)]);
  return named(extensions);
}

/** What a reader gives, or `instead` where it gives nothing. */
export function or<T>(read: Reader<T | undefined>, instead: T): Reader<T> {
  return (node, key) => read(node, key) ?? instead;
}

/** How each field of a record is read from the mapping that has its key. A field that is always there is always read. */
export type Readers<T> = { readonly [K in keyof T]-?: Reader<undefined extends T[K] ? T[K] | undefined : T[K]> };

/**
 * Reads a record from a mapping: what the readers give for nothing, then what they give for the keys that are there. The
 * one cast from trees to the model: that the readers give what the fields hold is what their type says.
 */
export function recordReader<T extends object>(readers: Readers<T>): (node: Entries) => T {
  const readerOf = new Map(Object.entries<Reader<unknown>>(readers));
  const read = (node: Entries, keys: Iterable<string>): Record<string, unknown> => {
    const record: Record<string, unknown> = {};
    for (const key of keys) {
      const value = readerOf.get(key)?.(node, key);
      if (value !== undefined) record[key] = value;
    }
    return record;
  };
  const defaults = read(nothing, readerOf.keys());
  return (node) => ({ ...defaults, ...read(node, node.entries.keys()) }) as T;
}
