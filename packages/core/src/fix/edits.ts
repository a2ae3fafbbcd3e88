import type { Diagnostic, Edit } from '../report/diagnostic.ts';
import type { Source, Span } from '../tree/source.ts';

/**
 * A text with edits applied; all of them are of this source. Undefined when two of them touch the same stretch: then
 * none of them may be trusted.
 */
export function applyEdits(source: Source, edits: readonly Edit[]): string | undefined {
  const ordered = edits.toSorted((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
  let text = '';
  let at = 0;
  for (const edit of ordered) {
    if (edit.span.source !== source || edit.span.start < at) return undefined;
    text += source.text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return text + source.text.slice(at);
}

/**
 * The edits of all mends of a source. A mend that touches what an earlier one changed waits for the next round.
 */
export function editsFor(source: Source, diagnostics: readonly Pick<Diagnostic, 'mend'>[]): readonly Edit[] {
  /** In the order of the text; none touches another, so that only neighbours have to be asked. */
  const chosen: Edit[] = [];
  for (const { mend } of diagnostics) {
    if (!mend || !mend.edits.every((edit) => edit.span.source === source)) continue;
    const isFree = (edit: Edit): boolean => {
      const at = placeOf(chosen, edit);
      return ![chosen[at - 1], chosen[at]].some((other) => other && touches(edit, other));
    };
    if (!mend.edits.every(isFree)) continue;
    for (const edit of mend.edits) chosen.splice(placeOf(chosen, edit), 0, edit);
  }
  return chosen;
}

/** Where an edit goes among ordered ones: behind those that start before it or at its place. */
function placeOf(ordered: readonly Edit[], { span }: Edit): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle]?.span.start ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function touches(one: Edit, other: Edit): boolean {
  return one.span.start <= other.span.end && other.span.start <= one.span.end;
}

/** Finds for stretches of the text with edits applied where they come from. */
export function spansBefore(source: Source, edits: readonly Edit[]): (start: number, end: number) => Span {
  // For each edit where its text starts, what it puts in there, and how far all before it moved the rest.
  const moves: { readonly at: number; readonly length: number; readonly from: number; readonly moved: number }[] = [];
  let moved = 0;
  for (const { span, text } of edits.toSorted((one, other) => one.span.start - other.span.start)) {
    moves.push({ at: span.start + moved, length: text.length, from: span.start, moved });
    moved += text.length - (span.end - span.start);
  }
  const before = (offset: number): number => {
    let low = 0;
    let high = moves.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((moves[middle]?.at ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const last = moves[low - 1];
    if (!last) return offset;
    if (offset < last.at + last.length) return last.from;
    return offset - (moves[low]?.moved ?? moved);
  };
  return (start, end) => {
    const from = before(start);
    return { source, start: from, end: Math.max(from, before(end)) };
  };
}

/** Edits that move the lines of a stretch, which starts with a line, by so many columns; empty lines stay. */
export function shiftedLines(source: Source, start: number, end: number, by: number): readonly Edit[] {
  const edits: Edit[] = [];
  for (let at = start; at < end;) {
    const newline = source.text.indexOf('\n', at);
    const line = source.text.slice(at, newline < 0 ? source.text.length : newline);
    const spaces = line.length - line.trimStart().length;
    if (line.trim() !== '') {
      const span = { source, start: at, end: at + (by < 0 ? Math.min(-by, spaces) : 0) };
      edits.push({ span, text: ' '.repeat(Math.max(0, by)) });
    }
    at = newline < 0 ? end : newline + 1;
  }
  return edits;
}
