import type { Quoted } from '../shared/shell/quoting.ts';
import type { Meter } from './limits.ts';
import type { Ref } from './ref.ts';
import type { Sources } from './model/sources.ts';
import type { Block } from './syntax/syntax.ts';

/** The words of one call of a helper. */
export interface HelperCall {
  readonly name: string;
  readonly args: readonly Ref[];
  readonly hash: ReadonlyMap<string, Ref>;
  readonly sources: Sources;
  readonly meter: Meter;
  /** Reads a value; `what` says for messages which one it is (`the 1st argument`). Not given: an error. */
  value(ref: Ref): unknown;
  /** As `value`; null and undefined where it is not given. */
  valueIfAny(ref: Ref): unknown;
  /** The value as text: numbers and booleans as they are printed; lists and maps are an error. */
  text(ref: Ref): string;
  /** A number; a text that is one counts. */
  number(ref: Ref): number;
  /** Ends the statement with an error about this call. */
  fail(message: string, hint?: string): never;
  /** The quoted text, or an error that says why it cannot be written so. */
  quoted(quoted: Quoted): string;
}

/** A helper that makes a value of values. */
export interface Helper {
  /** `name ARGUMENTS`, as the documentation shows it. */
  readonly usage: string;
  /** One sentence. */
  readonly doc: string;
  /** An example over the sample project of `docs/templates.md`, and what it makes. */
  readonly example: readonly [template: string, output: string];
  /** How many arguments it takes. */
  readonly arity: readonly [least: number, most: number];
  /** Names of its `key=value` arguments. */
  readonly options?: readonly string[];
  /** It tells about its arguments without printing them: a secret that is tested is not a secret that is written. */
  readonly tests?: true;
  run(call: HelperCall): Ref;
}

/** A helper that takes a block. */
export interface BlockHelper extends Omit<Helper, 'run'> {
  run(call: HelperCall, block: BlockRun): void;
}

/** What a block helper may do with its block. */
export interface BlockRun {
  readonly block: Block;
  /** Renders the block (or what is behind `{{else}}`) for a value. */
  render(part: 'program' | 'inverse', inner?: Inner): void;
  /** Renders the block into a file of its own. */
  renderFile(path: string, executable: boolean): void;
}

export interface Inner {
  /** `this`; undefined: as outside, and `../` as well. */
  readonly self?: Ref;
  readonly data?: ReadonlyMap<string, Ref>;
  /** For block parameters, in order. */
  readonly parameters?: readonly Ref[];
}
