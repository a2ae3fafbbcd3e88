/**
 * The types that a value of a key may have, as data: enough for checking, for the keys of keys and for the JSON schema
 * that `config-schema` prints. The order of branches in `one-of` matters to messages: the first is named when none fits.
 */
export type Type =
  | { readonly is: 'string'; readonly pattern?: RegExp }
  | { readonly is: 'number' | 'integer'; readonly minimum?: number; readonly maximum?: number }
  | { readonly is: 'boolean' | 'null' | 'any' }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  | { readonly is: 'list'; readonly of: Type; readonly unique?: boolean }
  | { readonly is: 'map'; readonly of: Type; readonly names?: RegExp }
  | { readonly is: 'object'; readonly keys: KeyTable; readonly required?: readonly string[] }
  | { readonly is: 'one-of'; readonly of: readonly Type[] };

/** A row of the key table: all that is known of one Compose key. Each stage reads its own columns. */
export interface KeyRule {
  readonly type: Type;
  /** One line for docs and hover texts. */
  readonly doc: string;
}

export type KeyTable = Readonly<Record<string, KeyRule>>;

/** The keys below a type, through lists, named maps and alternatives; `true` for a key without keys of its own. */
export type KeysIn<T> = T extends { readonly is: 'object'; readonly keys: infer K }
  ? { readonly [P in keyof K]: K[P] extends { readonly type: infer U } ? KeysOrLeaf<U> : true }
  : T extends { readonly is: 'list' | 'map'; readonly of: infer U }
    ? KeysIn<U>
    : T extends { readonly is: 'one-of'; readonly of: readonly (infer U)[] }
      ? KeysIn<U>
      : never;

type KeysOrLeaf<T> = [KeysIn<T>] extends [never] ? true : KeysIn<T>;
