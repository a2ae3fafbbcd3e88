import type { Diagnostic, Related } from './diagnostic.ts';
import type { Report } from './report.ts';
import type { Node, Step } from '../tree/node.ts';
import { nodeAt } from '../tree/node.ts';
import type { Span } from '../tree/source.ts';

const words: Readonly<Record<Step['kind'], string>> = {
  include: 'it is included here',
  extends: 'it comes by this `extends`',
  override: 'it comes by this',
  env_file: 'the file is named here',
  label_file: 'the file is named here',
};

/**
 * Adds to problems with values of a tree how the values came in, where that is not plain: the `extends` and `include` on
 * the way, and what they replace.
 */
export function noteOrigins(report: Report, root: Node): void {
  report.amend((diagnostic) => {
    const { path, span } = diagnostic;
    if (!path || !span) return diagnostic;
    const origin = nodeAt(root, path)?.origin;
    const own = [origin?.key, origin?.span].some((place) => place && isSame(place, span));
    if (!origin || !own) return diagnostic;
    const replaced = origin.previous && !origin.previous.implied ? origin.previous : undefined;
    return withRelated(diagnostic, [
      ...(replaced ? [{ message: 'it replaces this', span: replaced.key ?? replaced.span }] : []),
      ...(origin.steps ?? []).map((step) => ({ message: words[step.kind], span: step.span })).toReversed(),
    ]);
  });
}

/** Adds to problems of files that other files name where they do. */
export function noteAskers(diagnostic: Diagnostic): Diagnostic {
  const related: Related[] = [];
  for (let asked = diagnostic.span?.source.asked; asked; asked = asked.source.asked)
    related.push({ message: 'the file is named here', span: asked });
  return withRelated(diagnostic, related);
}

function withRelated(diagnostic: Diagnostic, more: readonly Related[]): Diagnostic {
  const { span, related = [] } = diagnostic;
  const known = [...(span ? [span] : []), ...related.map((place) => place.span)];
  const added = more.filter((place, index) => {
    const others = [...known, ...more.slice(0, index).map((other) => other.span)];
    return !others.some((other) => holds(other, place.span));
  });
  return added.length === 0 ? diagnostic : { ...diagnostic, related: [...related, ...added] };
}

const holds = (outer: Span, inner: Span): boolean =>
  outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;

const isSame = (one: Span, other: Span): boolean =>
  one.source === other.source && one.start === other.start && one.end === other.end;
