import type { Document, ParsedNode, YAMLError } from 'yaml';
import { Composer, isScalar, Lexer, Parser } from 'yaml';
import type { Edit } from '../diagnostic.ts';
import { applyEdits, editsFor, spansBefore } from '../edits.ts';
import type { Report } from '../report.ts';
import { loaderReport } from '../report.ts';
import type { Source, Span } from '../tree/source.ts';
import { lineOf } from '../tree/source.ts';
import { diffMarks, fences } from './pasted-marks.ts';
import { conflictMarkers } from './conflict-markers.ts';
import { flowFaults } from './flow-faults.ts';
import { flowDashes } from './flow-dashes.ts';
import { indentFaults } from './indentation.ts';
import { lenientIndents } from './lenient-indent.ts';
import { missingSpaces } from './missing-space.ts';
import { simpleDocument } from './simple-yaml.ts';
import { strictFaults } from './strict-faults.ts';
import type { SyntaxDocument } from './syntax.ts';
import { syntaxOf } from './syntax.ts';
import type { Problem } from './syntax-problem.ts';
import { syntaxProblem } from './syntax-problem.ts';
import { tabsInBlocks } from './tab-in-block.ts';
import { tabIndents } from './tab-indent.ts';

/** A YAML document of a source, free of syntax errors. */
export type YamlDocument = Document.Parsed<ParsedNode>;

/** Collections in one another. Compose needs about ten; every stage walks the tree by recursion, so there must be a bound. */
export const deepestNesting = 500;

/**
 * Failsafe: the parser tries no types on scalars, `tree.ts` does that by the rules that Docker follows. The checks for
 * duplicate keys and the known tags are ours too.
 */
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** A text that is YAML. */
export interface ParsedYaml {
  /** None when the text has no content. */
  readonly documents: readonly SyntaxDocument[];
  /** The place of what offsets in the documents tell. */
  readonly spanOf: (start: number, end: number) => Span;
}

/** The YAML documents of a text. Undefined when it is no YAML: the report says where and why. */
export function parseYaml(source: Source, report: Report): ParsedYaml | undefined {
  if (!isReadable(source, report)) return undefined;
  const simple = simpleDocument(source.text);
  if (simple) return { documents: [simple], spanOf: (start, end) => ({ source, start, end }) };
  const documents = composed(source, report);
  if (!documents) return undefined;
  const faultless = isFaultless(documents);
  const yaml = faultless ? parsedAs(source.text, documents, source, []) : parsedLeniently(source);
  if (!yaml) {
    for (const problem of explained(source, documents)) report.add(problem);
    return undefined;
  }
  const problems = [...strictFaultsOf(source, yaml), ...flowFaults(yaml.parsed, yaml.text, yaml.spanOf)];
  for (const problem of problems) report.add(problem);
  return problems.length === 0 && versionsFit(source, yaml.parsed, report) ? yaml : undefined;
}

/** Of a text that was indented anew the places are those of the source; its mends are not. */
function strictFaultsOf(source: Source, { text, spanOf }: Parsed): readonly Problem[] {
  if (text === source.text) return strictFaults(source);
  return strictFaults({ ...source, text }).map(({ code, message, hint, span }) => ({
    code,
    message,
    span: spanOf(span.start, span.end),
    ...(hint !== undefined && { hint }),
  }));
}

/** What the package made of a text. */
interface Parsed extends ParsedYaml {
  readonly text: string;
  readonly parsed: readonly YamlDocument[];
}

function parsedAs(text: string, parsed: readonly YamlDocument[], source: Source, edits: readonly Edit[]): Parsed {
  const spanOf =
    edits.length > 0 ? spansBefore(source, edits) : (start: number, end: number) => ({ source, start, end });
  return { text, parsed, documents: parsed.map((document) => syntaxOf(document, text)), spanOf };
}

/** The text read once more, with lines in quotes and brackets indented as the parser wants it, and dashes quoted. */
function parsedLeniently(source: Source): Parsed | undefined {
  const edits = [...lenientIndents(source), ...flowDashes(source)];
  const text = edits.length > 0 ? applyEdits(source, edits) : undefined;
  const documents = text === undefined ? undefined : composed({ ...source, text }, loaderReport());
  return text !== undefined && documents && isFaultless(documents)
    ? parsedAs(text, documents, source, edits)
    : undefined;
}

const isFaultless = (documents: readonly YamlDocument[]): boolean =>
  documents.every((document) => document.errors.length === 0);

/** Docker's parser lets pass what the package refuses. It wants no space between a quote or bracket and the `#` of a comment. */
function isLenient(source: Source, { code, message, pos: [at] }: YAMLError): boolean {
  // Docker's parser sets keys no limit.
  if (code === 'KEY_OVER_1024_CHARS') return true;
  return message.startsWith('Comments must be separated') && /["'\]}]/.test(source.text[at - 1] ?? '');
}

/**
 * What is wrong with the text. Where spaces are missing behind colons, or lines stand in a wrong column, that is said, and
 * of the parser's errors only those that are left when it is mended.
 */
function explained(source: Source, documents: readonly YamlDocument[]): readonly Problem[] {
  const marks = [...conflictMarkers(source), ...diffMarks(source)];
  if (marks.length > 0) return marks;
  const indents = tabIndents(source);
  const tabs = indents.length > 0 ? indents : tabsInBlocks(source);
  const known = [
    ...fences(source),
    ...tabs,
    ...missingSpaces(source),
    ...(tabs.length > 0 ? [] : indentFaults(source)),
  ];
  const edits = editsFor(source, known);
  const mended: Source = { ...source, text: applyEdits(source, edits) ?? source.text };
  const again = edits.length > 0 ? (composed(mended, loaderReport()) ?? []) : documents;
  const spanOf = spansBefore(source, edits);
  // Where a line belongs is not known: what the parser says behind it is of no use.
  const lost = Math.min(...known.flatMap(({ mend, span }) => (mend ? [] : [lineOf(source, span.start)])));
  const left = syntaxProblems(mended, again)
    .map((problem) => ({ ...problem, span: spanOf(problem.span.start, problem.span.end) }))
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

/** The errors in reading order, the first of each line: what follows on a line is most often its consequence. */
function syntaxProblems(source: Source, documents: readonly YamlDocument[]): readonly Problem[] {
  const problems = new Map<number, Problem>();
  const errors = documents.flatMap((document) => document.errors);
  for (const error of errors.toSorted((one, other) => one.pos[0] - other.pos[0])) {
    const line = lineOf(source, error.pos[0]);
    if (!problems.has(line)) problems.set(line, syntaxProblem(source, error, documents));
  }
  return [...problems.values()];
}

/** The documents with their errors; undefined when the nesting is too deep for the parser's recursion. */
function composed(source: Source, report: Report): readonly YamlDocument[] | undefined {
  const lexer = new Lexer();
  const parser = new Parser();
  const composer = new Composer<ParsedNode>(options);
  const documents: YamlDocument[] = [];
  const add = (found: Iterable<unknown>): void => {
    for (const document of found as Iterable<YamlDocument>) {
      const directives = document.warnings.filter(({ code }) => code === 'BAD_DIRECTIVE');
      document.errors = [...document.errors.filter((error) => !isLenient(source, error)), ...(directives as never[])];
      documents.push(document);
    }
  };
  for (const lexeme of lexer.lex(source.text)) {
    withoutStacks(() => {
      for (const token of parser.next(lexeme)) add(composer.next(token));
    });
    if (parser.stack.length > deepestNesting) {
      const span: Span = { source, start: parser.offset, end: parser.offset + lexeme.length };
      report.add({ code: 'too-deep', message: `more than ${deepestNesting} collections inside one another`, span });
      return undefined;
    }
  }
  withoutStacks(() => {
    for (const token of parser.end()) add(composer.next(token));
    add(composer.end());
  });
  if (documents.length > 0) return documents.filter((document) => !isNothing(document));
  for (const error of composer.streamInfo().errors) report.add(syntaxProblem(source, error, []));
  return report.failed ? undefined : documents;
}

/** The package makes an `Error` of each fault, of which a line may have 100 000: their stacks cost most of the time. */
function withoutStacks(run: () => void): void {
  const errors: ErrorConstructor & { stackTraceLimit?: number } = Error;
  const { stackTraceLimit } = errors;
  errors.stackTraceLimit = 0;
  try {
    run();
  } finally {
    if (stackTraceLimit !== undefined) errors.stackTraceLimit = stackTraceLimit;
  }
}

/** `...` ends a document that never began. */
function isNothing({ contents, directives, errors }: YamlDocument): boolean {
  const isEmpty = isScalar(contents) && contents.source === '' && contents.type === 'PLAIN' && !contents.anchor;
  return isEmpty && contents.tag === undefined && !directives.docStart && errors.length === 0;
}

/** Characters that YAML has no place for. Source: YAML 1.2.2, 5.1 (printable characters). */
const unprintable =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x80-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

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

/** Docker's parser knows YAML 1.1 alone by name, though it reads 1.2. */
function versionsFit(source: Source, documents: readonly YamlDocument[], report: Report): boolean {
  const directive = /^%YAML[ \t]+(\S+)/m.exec(documents.length > 0 ? source.text : '');
  if (!directive || directive[1] === '1.1' || !documents.some((document) => document.directives.docStart)) return true;
  const span = { source, start: directive.index, end: directive.index + directive[0].length };
  report.add({
    code: 'yaml-version',
    message: `Docker Compose refuses the directive %YAML ${directive[1]}`,
    span,
    hint: 'remove the line: the text is read as YAML 1.2 without it',
  });
  return false;
}
