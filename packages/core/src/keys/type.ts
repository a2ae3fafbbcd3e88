import type { Decode, KeyRule, KeyTable, Type } from './rule.ts';

/** A row of the key table that keeps its exact type, so that the compiler knows the keys below it and what is read. */
export type Row<T extends Type, D extends Decode> = Columns<D> & { readonly type: T; readonly doc: string };

type Columns<D extends Decode> = Omit<KeyRule, 'type' | 'doc' | 'decode'> & { readonly decode?: D };

/** A row of the key table. */
export function key<const T extends Type, const D extends Decode = never>(
  type: T,
  doc: string,
  columns: Columns<D> = {},
): Row<T, D> {
  return { type, doc, ...columns };
}

export const text = { is: 'string' } as const;
export const integer = { is: 'integer' } as const;
export const number = { is: 'number' } as const;
export const bool = { is: 'boolean' } as const;
export const none = { is: 'null' } as const;
export const anything = { is: 'any' } as const;

export function pattern(expression: RegExp): { readonly is: 'string'; readonly pattern: RegExp } {
  return { is: 'string', pattern: expression };
}

export function words<const V extends readonly string[]>(...values: V): { readonly is: 'enum'; readonly values: V } {
  return { is: 'enum', values };
}

export function between(minimum: number, maximum?: number): Type & { readonly is: 'integer' } {
  return { is: 'integer', minimum, ...(maximum === undefined ? {} : { maximum }) };
}

export function list<const T extends Type>(of: T): { readonly is: 'list'; readonly of: T } {
  return { is: 'list', of };
}

export function uniqueList<const T extends Type>(
  of: T,
): { readonly is: 'list'; readonly of: T; readonly unique: true } {
  return { is: 'list', of, unique: true };
}

/** Names that users choose, all of one type. */
export function map<const T extends Type>(
  of: T,
  options: { readonly names?: RegExp; readonly otherNames?: 'unchecked' } = {},
): { readonly is: 'map'; readonly of: T; readonly names?: RegExp; readonly otherNames?: 'unchecked' } {
  return { is: 'map', of, ...options };
}

type ObjectOptions = Omit<Extract<Type, { readonly is: 'object' }>, 'is' | 'keys'>;

/** Fixed keys. */
export function object<const K extends KeyTable>(
  keys: K,
  options: ObjectOptions = {},
): { readonly is: 'object'; readonly keys: K } & ObjectOptions {
  return { is: 'object', keys, ...options };
}

/** Alternatives; the first is named in a message when none fits. */
export function oneOf<const T extends readonly Type[]>(...of: T): { readonly is: 'one-of'; readonly of: T } {
  return { is: 'one-of', of };
}

// Forms that many keys share.

/** A boolean, or a string that becomes one. */
export const flag = oneOf(bool, text);
export const numberOrText = oneOf(number, text);
export const integerOrText = oneOf(integer, text);
/** One string or several. */
export const textOrList = oneOf(text, uniqueList(text));
/** `{K: V}` or `[K=V]`. */
export const listOrMap = oneOf(map(oneOf(bool, none, number, text), { names: /./ }), uniqueList(text));
/** A command: one line or its words. */
export const commandLine = oneOf(none, text, list(text));
/** Options that are handed on as they are. */
export const optionMap = map(numberOrText);
/** Names of services and resources. */
export const names = /^[a-zA-Z0-9._-]+$/;
