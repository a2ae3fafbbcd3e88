import { applyEdits, editsFor, spansBefore } from '../fix/edits.ts';
import type { Report } from '../report/report.ts';
import type { Source } from '../tree/source.ts';
import { lineOf } from '../tree/source.ts';
import { Composer } from './yaml/composer.ts';
import { conflictMarkers } from './problems/conflict-markers.ts';
import { indentFaults } from './problems/indentation.ts';
import { missingSpaces } from './problems/missing-space.ts';
import { diffMarks, fences } from './problems/pasted-marks.ts';
import { Scanner } from './yaml/scanner.ts';
import type { SyntaxNode } from './yaml/syntax.ts';
import type { Problem } from './problems/problem.ts';
import { syntaxProblem } from './problems/syntax-problem.ts';
import { tabIndents } from './problems/tab-indent.ts';
import type { Fault } from './yaml/token.ts';

/** The documents of a text, none when it has no content. Undefined when it is not YAML: the report says where and why. */
export function parseYaml(source: Source, report: Report): readonly SyntaxNode[] | undefined {
  if (!isReadable(source, report)) return undefined;
  const { documents, faults } = parsed(source.text);
  if (faults.length === 0) return documents;
  for (const problem of explained(source, faults)) report.add(problem);
  return undefined;
}

function parsed(text: string): { readonly documents: readonly SyntaxNode[]; readonly faults: readonly Fault[] } {
  const scanner = new Scanner(text);
  const documents = new Composer(scanner).documents();
  return { documents, faults: scanner.faults };
}

/**
 * What is wrong with the text. Where spaces are missing behind colons, or lines are in a wrong column, that is said, and
 * of the parser's errors only those that are left when it is mended.
 */
function explained(source: Source, faults: readonly Fault[]): readonly Problem[] {
  const marks = [...conflictMarkers(source), ...diffMarks(source)];
  if (marks.length > 0) return marks;
  const tabs = tabIndents(source);
  const isTabbed = tabs.length > 0 || faults.some(({ name }) => name === 'block-tab');
  const isTooDeep = faults.some(({ name }) => name === 'too-deep');
  const known = isTooDeep
    ? []
    : [...fences(source), ...tabs, ...missingSpaces(source), ...(isTabbed ? [] : indentFaults(source))];
  const edits = editsFor(source, known);
  const mended = edits.length > 0 ? { ...source, text: applyEdits(source, edits) ?? source.text } : source;
  const again = mended === source ? faults : parsed(mended.text).faults;
  const spanOf = spansBefore(source, edits);
  // Where a line belongs is not known: what the parser says behind it is of no use.
  const lost = Math.min(...known.flatMap(({ mend, span }) => (mend ? [] : [lineOf(source, span.start)])));
  const left = syntaxProblems(mended, again)
    .map(({ mend, ...problem }) => ({
      ...problem,
      span: spanOf(problem.span.start, problem.span.end),
      ...(mend && mended === source && { mend }),
    }))
    .filter(({ code, span }) => lineOf(source, span.start) < lost || !consequences.has(code));
  // Of a line that a tab indents the parser knows no more.
  const tabbed = new Set(
    [...known, ...left].flatMap(({ code, span }) => (code === 'tab-indent' ? [lineOf(source, span.start)] : [])),
  );
  const told = left.filter(({ code, span }) => code === 'tab-indent' || !tabbed.has(lineOf(source, span.start)));
  return [...known, ...told].toSorted((one, other) => one.span.start - other.span.start);
}

/** What the parser says of lines behind one that is indented wrongly. */
const consequences: ReadonlySet<string> = new Set(['bad-indent', 'tab-indent', 'missing-colon', 'yaml-syntax']);

/** The problems in reading order, the first of each line: what follows on a line is most often its consequence. */
function syntaxProblems(source: Source, faults: readonly Fault[]): readonly Problem[] {
  const problems = new Map<number, Problem>();
  for (const fault of faults.toSorted((one, other) => one.start - other.start)) {
    const problem = syntaxProblem(source, fault);
    const line = lineOf(source, problem.span.start);
    if (!problems.has(line)) problems.set(line, problem);
  }
  return [...problems.values()];
}

/** Characters that YAML has no place for. Source: go-yaml's `reader.go`. */
const unprintable =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function isReadable(source: Source, report: Report): boolean {
  const found = unprintable.exec(source.text);
  if (!found) return true;
  const point = found[0].codePointAt(0) ?? 0;
  const name = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  const what = point === 0 ? 'a NUL byte' : `the character ${name}`;
  const span = { source, start: found.index, end: found.index + found[0].length };
  report.add({ code: 'control-character', message: `${what} is not allowed in YAML`, span });
  return false;
}
