import type { ComposeKeys, KeysIn, Path, settingsTypes } from '@transpose/core';

declare const checked: unique symbol;

/** A path in the model whose keys the compiler found in the key table: `pathTo` makes it. */
export type KeyPath = Path & { readonly [checked]: true };

/** The path with these steps. A misspelt key does not compile, nor one that is in another place of the table. */
export const pathTo = <const P extends Path>(steps: P & CheckedPath<P>): KeyPath => steps as Path as KeyPath;

/** Makes paths to what is below an entry of a section: `pathsIn('services', 'web')('deploy', 'replicas')`. */
export const pathsIn =
  <Section extends keyof Keys>(section: Section, name: string) =>
  <const P extends Path>(...steps: P & StepsIn<P, Keys[Section]>): KeyPath =>
    [section, name, ...(steps as Path)] as Path as KeyPath;

/** The steps from an entry of a section to one of its keys: `['deploy', 'replicas']`. */
export type StepsBelow<Section extends keyof ComposeKeys> = StepsTo<ComposeKeys[Section]>;

type StepsTo<Table> = Table extends object
  ? { [Key in keyof Table]: readonly [Key & string, ...([] | StepsTo<Table[Key]>)] }[keyof Table]
  : never;

type Settings = { readonly [Where in keyof typeof settingsTypes]: KeysIn<(typeof settingsTypes)[Where]> };

/** The key table with the keys of `x-transpose`. */
type Keys = ComposeKeys & {
  readonly 'x-transpose': Settings['project'];
  readonly services: { readonly 'x-transpose': Settings['service'] };
  readonly volumes: { readonly 'x-transpose': Settings['volume'] };
};

/**
 * What a path has to be; `Unknown`: one of which only the type `Path` is known. Steps of type `string` and `number` are
 * names and indexes, and are taken as they are; so is all below a key that has no keys of its own, such as `environment`.
 */
export type CheckedPath<P extends Path, Unknown extends Path = Path> = P extends KeyPath
  ? KeyPath
  : string[] extends P
    ? Unknown
    : P extends readonly [infer Section extends keyof Keys, infer Name, ...infer Rest extends Path]
      ? readonly [Section, Name, ...StepsIn<Rest, Keys[Section]>]
      : StepsIn<P, Keys>;

type StepsIn<P extends Path, Table> = P extends readonly [infer Step, ...infer Rest extends Path]
  ? readonly [StepIn<Step, Table>, ...StepsIn<Rest, Below<Step, Table>>]
  : { readonly [Index in keyof P]: StepIn<P[Index], Anywhere> };

type StepIn<Step, Table> = IsName<Step> extends true ? Step : [Table] extends [object] ? Step & keyof Table : Step;

type Below<Step, Table> = IsName<Step> extends true ? Table : Step extends keyof Table ? Table[Step] : true;

type IsName<Step> = Step extends number ? true : string extends Step ? true : false;

/** Behind steps that nobody knows: the names of all keys, and the options of Docker's local volume driver. */
type Anywhere = Record<NameIn<Keys> | 'type' | 'o' | 'device', true>;

type NameIn<Table> = Table extends object
  ? { [Key in keyof Table]: (Key & string) | NameIn<Table[Key]> }[keyof Table]
  : never;
