import type { Template } from '../interpolate/template.ts';
import type { Span } from './source.ts';

/** A path into a project: keys and list indexes, e.g. `['services', 'web', 'ports', 0]`. */
export type Path = readonly (string | number)[];

/** By which way a value came into the project, other than standing in the main file. Outermost step last. */
export interface Step {
  readonly kind: 'include' | 'extends' | 'override' | 'env_file' | 'label_file';
  /** The place that caused the step: the entry of `include`, the `extends` key, … */
  readonly span: Span;
  /** The included files see variables that the project itself does not. */
  readonly ownVariables?: true;
}

/** Where a value comes from. */
export interface Origin {
  /** The value as it was written. */
  readonly span: Span;
  /** The key that names the value, where it has one. */
  readonly key?: Span;
  /** The template that the value was written as, when it holds variables. Only on scalars. */
  readonly template?: Template;
  /** A name without a value in `environment`, `args` or an `env_file`, which took that of the project's environment. */
  readonly bare?: true;
  /** The origin of the value that this one replaced (an override, a base of `extends`). */
  readonly previous?: Origin;
  /** How the value came in, when it is not in the main file. */
  readonly steps?: readonly Step[];
  /** The value was filled in by a rule (a default); `span` is the place that caused it. It is not a use of a key. */
  readonly implied?: true;
}

/** A date or time that stood unquoted: YAML reads it as a timestamp and Go prints it in its own way. */
export interface Timestamp {
  /** As Go prints it: `2024-01-02 00:00:00 +0000 UTC`. */
  readonly timestamp: string;
}

export type Scalar = string | number | bigint | boolean | null | Timestamp;

/** What YAML took a plain scalar for. JavaScript has one kind of number, the rules of Compose know two. */
export type ScalarType = 'string' | 'int' | 'float' | 'bool' | 'null' | 'timestamp';

/** `!reset` and `!override`; other tags have done their work when the tree is built. */
export type MergeTag = 'reset' | 'override';

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  readonly value: Scalar;
  readonly origin: Origin;
  readonly tag?: MergeTag;
  /** On an item `K=V` of a list that a merge made of a map: the value, with its own type and origin. */
  readonly entryValue?: Node;
}

export interface MapNode {
  readonly kind: 'map';
  /** In source order. The origin of an entry's value holds the key's place. */
  readonly entries: ReadonlyMap<string, Node>;
  readonly origin: Origin;
  readonly tag?: MergeTag;
}

export interface SeqNode {
  readonly kind: 'seq';
  readonly items: readonly Node[];
  readonly origin: Origin;
  readonly tag?: MergeTag;
}

/**
 * A value on its way through the stages: plain data that carries its origin. Nodes are never changed; a stage that
 * changes a value makes a new node and shares the rest. An alias is the node of its anchor, shared.
 */
export type Node = ScalarNode | MapNode | SeqNode;

export const isMap = (node: Node | undefined): node is MapNode => node?.kind === 'map';
export const isSeq = (node: Node | undefined): node is SeqNode => node?.kind === 'seq';
export const isScalar = (node: Node | undefined): node is ScalarNode => node?.kind === 'scalar';
export const isNull = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.value === null;
export const isString = (node: Node | undefined): node is ScalarNode & { readonly value: string } =>
  node?.kind === 'scalar' && typeof node.value === 'string';

export function scalar(value: Scalar, type: ScalarType, origin: Origin): ScalarNode {
  return { kind: 'scalar', type, value, origin };
}

export function text(value: string, origin: Origin): ScalarNode {
  return scalar(value, 'string', origin);
}

export function map(entries: Iterable<readonly [string, Node]>, origin: Origin): MapNode {
  return { kind: 'map', entries: new Map(entries), origin };
}

export function seq(items: readonly Node[], origin: Origin): SeqNode {
  return { kind: 'seq', items, origin };
}

/** The origin of a value that a rule fills in because of what is at `origin`. */
export function implied(origin: Origin): Origin {
  return { ...origin, implied: true };
}

/** The node at a path, or undefined. */
export function nodeAt(root: Node | undefined, path: Path): Node | undefined {
  let node = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.get(String(step));
    else if (node?.kind === 'seq' && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return node;
}

/** A copy of a map with one entry set, in its place or at the end. */
export function withEntry(node: MapNode, key: string, value: Node): MapNode {
  return { ...node, entries: new Map(node.entries).set(key, value) };
}

/** A copy of a map without an entry. */
export function withoutEntry(node: MapNode, key: string): MapNode {
  if (!node.entries.has(key)) return node;
  const entries = new Map(node.entries);
  entries.delete(key);
  return { ...node, entries };
}

/** A path for people: `services.web.ports[0].target`. */
export function pathText(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
