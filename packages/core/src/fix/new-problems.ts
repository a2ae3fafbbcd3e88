import type { Code } from '../report/codes.ts';
import type { Diagnostic } from '../report/diagnostic.ts';
import type { Source } from '../tree/source.ts';
import { lineOf } from '../tree/source.ts';

/** What the loader says of files. */
interface Said {
  readonly sources: ReadonlyMap<string, Source>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Warnings that Compose reads a value in another way than it looks, or not at all. */
const lossCodes: ReadonlySet<string> = new Set<Code>(['dropped-value', 'misread-value']);

/** The same where the form of the value itself is the reason: other lines have nothing to do with it. */
const ownLossCodes: ReadonlySet<string> = new Set<Code>([
  'cut-command',
  'cut-number',
  'drive-letter-volume',
  'respelt-value',
  'unknown-option',
]);

/** A problem by what it says; its place moves with each edit. */
export function problemKey({ code, message, span, file }: Diagnostic): string {
  return [code, span?.source.file ?? file ?? '', message].join('\0');
}

/**
 * The errors and the warnings of a lost or misread value that a change brought. What comes from the form of one value
 * counts in the lines that were touched: of the others nothing could be said before the file was read.
 */
export function newProblems(before: Said, after: Said): readonly Diagnostic[] {
  const known = new Map<string, number>();
  for (const problem of before.diagnostics) known.set(problemKey(problem), (known.get(problemKey(problem)) ?? 0) + 1);
  const isTouched = touchedLines(before, after);
  return after.diagnostics.filter((problem) => {
    const key = problemKey(problem);
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    if (left > 0) return false;
    if (problem.severity === 'error' || lossCodes.has(problem.code)) return true;
    return ownLossCodes.has(problem.code) && isTouched(problem);
  });
}

/** Whether a problem lies in a line that the file did not have before. */
function touchedLines(before: Said, after: Said): (problem: Diagnostic) => boolean {
  const touched = new Map<Source, ReadonlySet<number>>();
  for (const [path, source] of after.sources) {
    const earlier = before.sources.get(path)?.text ?? '';
    const lines = new Set(earlier.split('\n'));
    const fresh = source.text.split('\n').flatMap((line, index) => (lines.has(line) ? [] : [index + 1]));
    touched.set(source, earlier === source.text ? new Set() : new Set(fresh));
  }
  return ({ span }) => {
    const lines = span && touched.get(span.source);
    if (!span || !lines?.size) return false;
    const first = lineOf(span.source, span.start);
    const last = lineOf(span.source, Math.max(span.start, span.end - 1));
    // A value may be as long as the file, the lines that a mend touches are few.
    if (last - first > lines.size) return [...lines].some((line) => line >= first && line <= last);
    for (let line = first; line <= last; line += 1) if (lines.has(line)) return true;
    return false;
  };
}
