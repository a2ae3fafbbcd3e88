import type { ComposeKeys, Path } from '@transpose/core';

/** The names of all keys, wherever in the key table they are. */
type KeyName<Keys> = Keys extends true
  ? never
  : { [Key in keyof Keys]: (Key & string) | KeyName<Keys[Key]> }[keyof Keys];

/** Steps that a path spells out: keys of Compose, and options of Docker's local volume driver. */
type Step = KeyName<ComposeKeys> | 'x-transpose' | 'type' | 'o' | 'device';

/**
 * A path whose spelt-out steps are keys of the key table: a misspelt one does not compile. Steps of type `string` are
 * names that users choose, and are taken as they are.
 */
export type CheckedPath<P extends Path> = {
  readonly [Index in keyof P]: P[Index] extends string
    ? string extends P[Index]
      ? P[Index]
      : Step & P[Index]
    : P[Index];
};
