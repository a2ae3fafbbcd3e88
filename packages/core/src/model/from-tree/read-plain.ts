import type { Decode, KeyRule, KeyTable } from '../../keys/rule.ts';
import type { Reader, Readers } from './read.ts';
import {
  amountOf,
  flagOf,
  namedListsOf,
  namedTextsOf,
  namedValuesOf,
  numberOf,
  switchOf,
  textOf,
  textsOf,
  wordsOf,
} from './read.ts';
import { ulimitsOf } from './read-ulimits.ts';

/** How a value is read that the row of its key decodes. */
const decoded = {
  boolean: switchOf,
  integer: amountOf,
  unsigned: amountOf,
  count: amountOf,
  cpus: amountOf,
  single: amountOf,
  bytes: amountOf,
  duration: amountOf,
  words: wordsOf,
  test: wordsOf,
  texts: textsOf,
  entries: namedValuesOf,
  mapping: namedTextsOf,
  options: namedTextsOf,
  'plain-options': namedTextsOf,
  'option-lists': namedListsOf,
  hosts: namedListsOf,
  ulimits: ulimitsOf,
} satisfies Partial<Record<Decode, Reader<unknown>>>;

/** The same of keys whose zero is kept. */
const zeroKept = { ...decoded, boolean: flagOf, integer: numberOf, count: numberOf, duration: numberOf };

/** The types whose values are decoded to one text. */
type Scalar = { readonly is: 'string' | 'enum' | 'number' | 'integer' | 'boolean' | 'null' };
type TextType = Scalar | { readonly is: 'one-of'; readonly of: readonly Scalar[] };

/** What is read of a key by its row; never: the row does not say it. */
type Plain<R> = R extends { readonly type: infer T; readonly decode?: infer D }
  ? [D] extends [undefined]
    ? T extends TextType
      ? string | undefined
      : T extends { readonly is: 'list'; readonly of: TextType }
        ? readonly string[]
        : never
    : D extends keyof typeof decoded
      ? ReturnType<(typeof decoded)[D]>
      : never
  : never;

/** The fields of a record that are what the rows of their keys say: they need no reader of their own. */
type PlainKey<T, K> = {
  [P in keyof T & keyof K]-?: [Plain<K[P]>] extends [never] ? never : Plain<K[P]> extends T[P] ? P : never;
}[keyof T & keyof K];

/** The readers of the fields of a record by the rows of their keys, and those of the fields that are not plain. */
export function readersBy<T, K extends KeyTable>(
  keys: K,
  unread: readonly Exclude<keyof K, keyof T>[],
  others: Readers<Omit<T, PlainKey<T, K>>>,
): Readers<T> {
  const plain = Object.entries<KeyRule>(keys).map(([key, rule]) => [key, plainReader(rule)] as const);
  const read = plain.filter(([key]) => !unread.some((one) => one === key));
  return { ...Object.fromEntries(read), ...others } as Readers<T>;
}

function plainReader({ type, decode, zero }: KeyRule): Reader<unknown> {
  if (decode === undefined) return type.is === 'list' ? textsOf : textOf;
  const readers: Partial<Record<Decode, Reader<unknown>>> = zero === 'kept' ? zeroKept : decoded;
  return readers[decode] ?? textOf;
}
