import type { Path } from '@transpose/core';
import type { Shape } from './model/shape.ts';
import { fieldNames, shapeBelow } from './model/shape.ts';
import type { Sources } from './model/sources.ts';

/** A value in the hands of a template, with where it comes from, so that what is read can be told. */
export interface Ref {
  /** Undefined: not given. */
  readonly value: unknown;
  /** Its place in the model; undefined: computed. */
  readonly at?: Path;
  readonly shape?: Shape;
  /** The keys of the project that it is made of; undefined: it is at `at` itself. */
  readonly from?: readonly Path[];
  /** Of a computed list: where its items come from. */
  readonly items?: readonly Ref[];
  /** The name of a secret: none itself. */
  readonly open?: true;
  /** Set for the name of an entry (`@key`): reading it reads nothing of what the entry holds. */
  readonly nameOf?: Path;
}

/** A value that a helper computed; what it was made of is read already. */
export const computed = (value: unknown): Ref => ({ value });

export const listOf = (items: readonly Ref[]): Ref => ({ value: items.map(({ value }) => value), items });

export const isAbsent = ({ value }: Ref): boolean => value === undefined || value === null;

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is below a value: a list's items by index, a map's values by name; undefined: there can be no such thing. */
export function below(ref: Ref, key: string, sources: Sources): Ref | undefined {
  if (ref.items) return /^\d+$/.test(key) ? (ref.items[Number(key)] ?? computed(undefined)) : listLength(ref, key);
  const { value } = ref;
  const shape = ref.shape === undefined ? undefined : shapeBelow(ref.shape, key);
  if (isList(value)) {
    if (!/^\d+$/.test(key)) return listLength(ref, key);
    return child(ref, Number(key), value[Number(key)], shape, sources);
  }
  if (isRecord(value)) {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    if (found === undefined && shape === undefined && ref.shape !== undefined) return undefined;
    return child(ref, key, found, shape, sources);
  }
  if (!isAbsent(ref) || (shape === undefined && ref.shape !== undefined)) return undefined;
  return { value: undefined, ...(ref.at ? { at: [...ref.at, key] } : {}), ...(shape === undefined ? {} : { shape }) };
}

function listLength({ value }: Ref, key: string): Ref | undefined {
  return key === 'length' && isList(value) ? computed(value.length) : undefined;
}

function child(ref: Ref, key: string | number, value: unknown, shape: Shape | undefined, sources: Sources): Ref {
  const noted = isRecord(ref.value) ? sources.at(ref.value, key) : undefined;
  const from = noted ?? ref.from;
  return {
    value,
    ...(ref.at ? { at: [...ref.at, key] } : {}),
    ...(shape === undefined ? {} : { shape }),
    ...(from ? { from } : {}),
    ...(noted && key === 'secret' ? { open: true } : {}),
  };
}

/** The entries of a list or map, with the name of each. */
export function entriesOf(ref: Ref, sources: Sources): readonly (readonly [key: Ref, value: Ref])[] {
  if (ref.items) return ref.items.map((item, index) => [computed(index), item]);
  if (isList(ref.value)) {
    return ref.value.map((_, index) => [computed(index), below(ref, String(index), sources) ?? computed(undefined)]);
  }
  if (!isRecord(ref.value)) return [];
  return Object.keys(ref.value)
    .map((key) => [key, below(ref, key, sources)] as const)
    .flatMap(([key, value]) => (value && value.value !== undefined ? [[nameRef(key, value), value]] : []));
}

function nameRef(key: string, { at, from }: Ref): Ref {
  return at && !from ? { value: key, nameOf: at } : computed(key);
}

/** The names that may follow a value, for suggestions. */
export function namesBelow({ value, shape }: Ref): readonly string[] {
  const own = isRecord(value) ? Object.keys(value) : [];
  return [...new Set([...own, ...(shape === undefined ? [] : fieldNames(shape))])];
}
