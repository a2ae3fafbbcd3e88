import type { Diagnostic, Edit } from './diagnostic.ts';
import type { Source, Span } from './tree/source.ts';

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
  const chosen: Edit[] = [];
  for (const { mend } of diagnostics) {
    if (!mend || !mend.edits.every((edit) => edit.span.source === source)) continue;
    if (mend.edits.some((edit) => chosen.some((other) => touches(edit, other)))) continue;
    chosen.push(...mend.edits);
  }
  return chosen;
}

function touches(one: Edit, other: Edit): boolean {
  return one.span.start <= other.span.end && other.span.start <= one.span.end;
}

/** Where a stretch of the text with edits applied comes from. */
export function spanBefore(source: Source, edits: readonly Edit[], span: Span): Span {
  const start = offsetBefore(edits, span.start);
  return { source, start, end: Math.max(start, offsetBefore(edits, span.end)) };
}

function offsetBefore(edits: readonly Edit[], offset: number): number {
  let moved = 0;
  for (const { span, text } of edits.toSorted((one, other) => one.span.start - other.span.start)) {
    const start = span.start + moved;
    if (offset < start) break;
    if (offset < start + text.length) return span.start;
    moved += text.length - (span.end - span.start);
  }
  return offset - moved;
}
