import type { Node, Origin, Path, PlaceJson, Step } from '@transpose/core';
import { isMap, isSeq, placeJson } from '@transpose/core';
import { shownLine } from './shown-value.ts';
import type { VariableUse, Variables } from './variables.ts';

/** A place that a value comes from. */
export interface ValueSource {
  /** Where below the path that was asked for: `['ports', 0, 'target']`; several for a short form that says it all. */
  readonly paths: readonly Path[];
  readonly place: PlaceJson;
  /** The line that is there, its secrets masked. */
  readonly text: string;
  /** By which ways it came into the project, the innermost first. */
  readonly steps: readonly ValueStep[];
  /** The variables that the value takes. */
  readonly variables: readonly VariableUse[];
  /** A rule made the value of what is there. */
  readonly implied: boolean;
  /** What it replaced. */
  readonly replaced: ValueSource | undefined;
}

/** A way into the project: the entry of `include` or `env_file`, the `extends`. */
export interface ValueStep {
  readonly kind: Step['kind'];
  readonly place: PlaceJson;
}

/** The places that a value comes from: its own, or those of all that the input gives below it. */
export function sourcesOf(path: Path, node: Node, variables: Variables): readonly ValueSource[] {
  const found = new Map<string, ValueSource>();
  for (const [below, origin] of leavesOf(node, [])) {
    const source = sourceOf([...path, ...below], origin, variables);
    const known = found.get(placeId(source));
    found.set(placeId(source), known ? { ...known, paths: [...known.paths, below] } : { ...source, paths: [below] });
  }
  return [...found.values()];
}

const placeId = ({ place, implied }: ValueSource): string => JSON.stringify([place.file, place.line, implied]);

/** The values below a node that the input gives; the node itself when there are none. */
function leavesOf(node: Node, path: Path): readonly (readonly [Path, Origin])[] {
  const children: Iterable<readonly [string | number, Node]> = isMap(node)
    ? node.entries
    : isSeq(node)
      ? node.items.entries()
      : [];
  const given = [...children].filter(([, child]) => !child.origin.implied);
  if (given.length === 0) return [[path, node.origin]];
  return given.flatMap(([step, child]) => leavesOf(child, [...path, step]));
}

function sourceOf(path: Path, origin: Origin, variables: Variables): ValueSource {
  const { previous, steps = [] } = origin;
  const span = origin.key ?? origin.span;
  return {
    paths: [],
    place: placeJson(span),
    text: shownLine(origin, path),
    steps: steps.map(({ kind, span: at }) => ({ kind, place: placeJson(at) })),
    variables: variables.usedBy(origin, path),
    implied: origin.implied === true,
    replaced: previous && sourceOf(path, previous, variables),
  };
}
