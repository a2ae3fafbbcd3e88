import type { Code } from '../report/codes.ts';
import type { Report } from '../report/report.ts';
import type { Node, Path } from '../tree/node.ts';

/**
 * The types that a value of a key may have, as data: enough for checking, for the keys of keys and for the JSON schema
 * that `config-schema` prints. The order of branches in `one-of` matters to messages: the first is named when none fits.
 */
export type Type =
  /** `like`: what the pattern takes, for people. */
  | { readonly is: 'string'; readonly pattern?: RegExp; readonly like?: string }
  | { readonly is: 'number' | 'integer'; readonly minimum?: number; readonly maximum?: number }
  | { readonly is: 'boolean' | 'null' | 'any' }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  | { readonly is: 'list'; readonly of: Type; readonly unique?: boolean }
  | { readonly is: 'map'; readonly of: Type; readonly names?: RegExp; readonly otherNames?: 'unchecked' }
  | {
      readonly is: 'object';
      readonly keys: KeyTable;
      readonly required?: readonly string[];
      /** Unknown keys are let through and dropped. */
      readonly open?: boolean;
      /** No `x-` keys here. */
      readonly closed?: boolean;
      /** `x-` keys are let through and dropped. */
      readonly dropsExtensions?: boolean;
    }
  | { readonly is: 'one-of'; readonly of: readonly Type[] };

/** What a string of this key is turned into after interpolation. */
export type Cast = 'boolean' | 'integer' | 'float';

/**
 * How a later value is laid over an earlier one, where that is not the usual way (maps by key, lists appended, scalars
 * replaced, null leaves the earlier value).
 * - `replace`: as a whole, also by null.
 * - `entries`: map, list and string forms mix; all become a list, later entries behind earlier ones.
 * - `hosts`: as `entries`, equal entries once.
 * - `entry-values`: a map of which each entry is replaced as a whole.
 * - `named`: a list stands for a map of nulls; then by key.
 * - `dependencies`: a list stands for a map of started, required dependencies; then by key.
 * - `build`: a string stands for `{context}`; then by key.
 * - `driver`: by key, unless both name a driver and they differ: then replaced.
 * - `subnets`: pools of the same subnet are merged by key, others added.
 */
export type Merge =
  | 'replace'
  | 'entries'
  | 'hosts'
  | 'entry-values'
  | 'named'
  | 'dependencies'
  | 'build'
  | 'driver'
  | 'subnets';

/** What is wrong with an item; the walker that asked knows the place. */
export interface ItemProblem {
  readonly code: Code;
  readonly message: string;
}

/** By what an item of a list is known: a later one with the same text replaces the earlier. Undefined: by nothing. */
export type Identity = (item: Node) => string | ItemProblem | undefined;

/** The surroundings of a rule that changes a value. */
export interface RuleContext {
  readonly report: Report;
  /** The path of the value. Belongs to the walker: copy it before keeping it. */
  readonly path: Path;
  /** Variables were left in the text (`--no-interpolate`): what cannot be read stays as it is, without an error. */
  readonly lenient: boolean;
}

/** Turns one form of a value into another. */
export type Change = (node: Node, context: RuleContext) => Node;

/** What makes a path absolute. */
export interface PathContext {
  readonly report: Report;
  /** Of the node at hand; belongs to the walker. */
  readonly path: Path;
  /** The path as a node, made absolute by a kind of rule. */
  readonly resolve: (node: Node, kind: PathKind) => Node;
}

/**
 * How a relative path is made absolute.
 * - `file`: always; `host`: unless it is a path of Windows; `context`: unless it is a URL or names a service;
 * - `watched`: as `file`, links resolved; `inside`: it stays relative to a directory that another key names.
 */
export type PathKind = 'file' | 'host' | 'context' | 'watched' | 'inside';

/** For a key whose paths depend on what is beside them. */
export type PathChange = (node: Node, context: PathContext) => Node;

/**
 * What the final value is: how text, number or list forms are read.
 * - `text`, `boolean`, `integer`, `unsigned` (strings refused), `count` (unsigned, strings read), `single` (single
 *   precision), `bytes`, `duration`, `words` (a command), `mode` (octal permission bits), `cpus`, `device-count`;
 * - `texts`: a list of anything, printed; `entries`: `K=V` list or map, `K` alone is null; `mapping`: the same, `K` alone
 *   is empty; `options`: a map of anything, printed; `option-lists`: a map of lists; `hosts`: name to addresses;
 *   `ulimits`: limits by name; `dropped`: nothing reads it; `keep`: as it is.
 */
export type Decode =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'unsigned'
  | 'count'
  | 'single'
  | 'bytes'
  | 'duration'
  | 'words'
  | 'test'
  | 'mode'
  | 'cpus'
  | 'device-count'
  | 'texts'
  | 'entries'
  | 'mapping'
  | 'options'
  | 'plain-options'
  | 'option-lists'
  | 'hosts'
  | 'ulimits'
  | 'dropped'
  | 'keep';

/** A row of the key table: all that is known of one Compose key. Each stage reads its own columns. */
export interface KeyRule {
  readonly type: Type;
  /** One line for docs and hover texts. */
  readonly doc: string;
  /** The version of Docker Compose that brought the key; absent: 2.0 or older. */
  readonly since?: string;
  /** Applies to the value, and to all scalars below it that no nearer row rules. */
  readonly cast?: Cast;
  readonly merge?: Merge;
  readonly identity?: Identity;
  /** Short forms to the long one. */
  readonly expand?: Change;
  /** Fills in what Docker Compose fills in before anything is checked across keys. */
  readonly fill?: Change;
  /** Holds for all strings at and below the value. */
  readonly path?: PathKind | PathChange;
  readonly decode?: Decode;
  /**
   * Whether a zero (false, 0, empty) is printed: `kept` when it was given, `always` even when nothing was (in JSON, and
   * scalars also in YAML), `true`: the other way round, true is what is left out. Absent: never.
   */
  readonly zero?: 'kept' | 'always' | 'true';
  /** The name in JSON output, where it differs. */
  readonly jsonName?: string;
  /** What to write instead. */
  readonly deprecated?: string;
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
