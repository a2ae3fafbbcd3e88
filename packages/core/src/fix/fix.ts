import type { Diagnostic, Mend } from '../report/diagnostic.ts';
import { applyEdits, editsFor } from './edits.ts';
import { editableFiles } from './editable-files.ts';
import type { Host } from '../host/host.ts';
import type { LoadOptions } from '../load-options.ts';
import { loadWith } from '../load.ts';
import type { Loading } from '../loading.ts';
import { newProblems, problemKey } from './new-problems.ts';
import { encodeLike } from '../read/encode.ts';
import { loaderReport } from '../report/report.ts';
import type { Source, Span } from '../tree/source.ts';

/** A file whose errors can be mended without a guess. */
export interface Fixed {
  /** The absolute path. */
  readonly path: string;
  /** The name for people. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** What to write: `after` in the file's own encoding, with its byte order mark. */
  readonly bytes: Uint8Array;
  /** The errors that are gone, in the order in which they were found. Their places are those of the text at that time. */
  readonly mended: readonly Diagnostic[];
}

export interface FixResult {
  readonly fixed: readonly Fixed[];
  /** What is left to say of the project when the files are written. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A change that is likely to be meant, for a person to decide. */
export interface Offer {
  readonly problem: Diagnostic;
  readonly mend: Mend;
  /** The name for people. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export interface FixOptions {
  /** Asked for each mend that is only likely; without it none of them is applied. */
  readonly accept?: (offer: Offer) => boolean;
}

/** One round may uncover what the next one mends; more of them than this are a sign of mends that undo each other. */
const mostRounds = 20;

/**
 * Loads a project and applies the mends of its errors, as one transaction: what is given back has fewer errors than
 * before, and none, and no warning of a lost or misread value, that was not there before. Nothing is written: that is up
 * to the caller. Every byte that no mend touches stays; files without errors stay as they are, whatever warnings say.
 */
export function fixProject(host: Host, options: LoadOptions = {}, { accept }: FixOptions = {}): FixResult {
  const start = read({ host, options, editable: editableFiles(host, options), texts: new Map() });
  const certain = withAllCertainMends(start);
  const result = accept ? withAccepted(certain, accept) : certain;
  return { fixed: fixedFiles(result), diagnostics: result.diagnostics };
}

/** A file that was changed. */
interface Text {
  readonly original: Source;
  readonly bytes: Uint8Array;
  readonly after: string;
  readonly mended: readonly Diagnostic[];
}

interface Files {
  readonly host: Host;
  readonly options: LoadOptions;
  /** What may be edited: files of the project, and those that the user names. */
  readonly editable: (path: string) => boolean;
  /** What was changed so far, by path. */
  readonly texts: ReadonlyMap<string, Text>;
}

/** The files as they are so far, and what the loader says of them. */
interface State extends Files {
  readonly sources: ReadonlyMap<string, Source>;
  readonly diagnostics: readonly Diagnostic[];
}

function read(files: Files): State {
  const { host, options, texts } = files;
  const readFile: Host['readFile'] = (path) => {
    const changed = texts.get(path);
    return changed ? { ok: true, value: changed.bytes } : host.readFile(path);
  };
  const loading: Loading = {
    host: { ...host, readFile },
    options,
    report: loaderReport(),
    sources: new Map(),
    variables: new Map(),
  };
  const { diagnostics } = loadWith(loading);
  return { ...files, sources: loading.sources, diagnostics };
}

const filesOf = ({ host, options, editable }: State): Omit<Files, 'texts'> => ({ host, options, editable });

const errorsOf = ({ diagnostics }: State): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

/** What is kept may free mends that had to be given back before: a second run of `fix` would find nothing more. */
function withAllCertainMends(start: State): State {
  let state = start;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = withCertainMends(state);
    if (next.texts === state.texts) return next;
    state = next;
  }
  return state;
}

/**
 * The state with as many of the mends as may be kept. Mends are taken in the order of the text: behind an error that
 * stays, and so behind a mend that has to be given back, nothing is certain.
 */
function withCertainMends(start: State): State {
  const all = certainMends(start, new Map());
  const whole = settled(start, new Map());
  if (whole.best) return whole.best;
  let best: State | undefined;
  let low = 1;
  let high = all.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const state = settled(start, othersThan(start, all.slice(0, middle))).best;
    if (!state) high = middle - 1;
    else [best, low] = [state, middle + 1];
  }
  // What is in the way of the mends is worth knowing.
  return best ?? { ...start, diagnostics: [...start.diagnostics, ...newProblems(start, whole.last)] };
}

/** Problems that stay: of those that say the same, so many of the last ones. Their places move with each edit. */
type Refused = ReadonlyMap<string, number>;

function othersThan(start: State, mended: readonly Diagnostic[]): Refused {
  const taken = new Set(mended);
  const counts = new Map<string, number>();
  for (const problem of errorsOf(start)) {
    const key = problemKey(problem);
    if (!taken.has(problem)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Applies mends, round by round: the last state that is better than the first one, and the last of all. */
function settled(start: State, refused: Refused): { readonly best?: State; readonly last: State } {
  let best: State | undefined;
  let last = start;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = applied(last, certainMends(last, refused));
    if (!next) return { last, ...(best && { best }) };
    if (isBetter(next, start)) best = next;
    last = next;
  }
  // Mends that undo each other: none of them is to be trusted.
  return { last: start };
}

function isBetter(state: State, start: State): boolean {
  return errorsOf(state).length < errorsOf(start).length && newProblems(start, state).length === 0;
}

/** The problems that can be mended without a guess, as far as the first error in each file that cannot. */
function certainMends(state: State, refused: Refused): readonly Diagnostic[] {
  const left = new Map(refused);
  const isRefused = (problem: Diagnostic): boolean => {
    const key = problemKey(problem);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0;
  };
  const mendable = errorsOf(state)
    .toReversed()
    .filter(
      (problem) => !isRefused(problem) && problem.mend && !problem.mend.likely && pathOf(state, problem) !== undefined,
    )
    .toReversed();
  const isMendable = new Set(mendable);
  const ends = new Map<Source, number>();
  for (const problem of errorsOf(state)) {
    const { span } = problem;
    const end = span && ends.get(span.source);
    // Of a colon without its space it is known where its line belongs, and those behind it.
    const isClear = isMendable.has(problem) || problem.code === 'missing-space';
    if (!span || (end !== undefined && end <= span.start) || isClear) continue;
    if (!mendable.some((other) => covers(other, span))) ends.set(span.source, span.start);
  }
  return mendable.filter(({ mend }) =>
    mend?.edits.every(({ span }) => span.start < (ends.get(span.source) ?? Number.POSITIVE_INFINITY)),
  );
}

/** Whether a place lies in what a mend edits: one mend may remove several errors, of which the first has it. */
function covers({ mend }: Diagnostic, { source, start }: Span): boolean {
  const [first] = mend?.edits ?? [];
  const last = mend?.edits.at(-1);
  return (
    first !== undefined &&
    last !== undefined &&
    first.span.source === source &&
    first.span.start <= start &&
    start <= lineEnd(last.span)
  );
}

function lineEnd({ source, end }: Span): number {
  const newline = source.text.indexOf('\n', end);
  return newline < 0 ? source.text.length : newline;
}

/** The one file that a mend edits, where it may be edited. */
function pathOf({ sources, editable }: State, { mend }: Diagnostic): string | undefined {
  const [first] = mend?.edits ?? [];
  if (!mend || !first || mend.edits.some(({ span }) => span.source !== first.span.source)) return undefined;
  for (const [path, source] of sources) if (source === first.span.source && editable(path)) return path;
  return undefined;
}

/** The state with mends applied; undefined when nothing changes. */
function applied(state: State, problems: readonly Diagnostic[]): State | undefined {
  const texts = new Map(state.texts);
  for (const [path, source] of state.sources) {
    const own = problems.filter((problem) => pathOf(state, problem) === path);
    const edits = editsFor(source, own);
    const text = edits.length > 0 ? applyEdits(source, edits) : undefined;
    if (text === undefined || text === source.text) continue;
    const chosen = new Set(edits);
    const known = state.texts.get(path);
    const before = known ? { ok: true, value: known.bytes } : state.host.readFile(path);
    texts.set(path, {
      original: known?.original ?? source,
      bytes: encodeLike(before.ok ? before.value : new Uint8Array(), text),
      after: text,
      mended: [...(known?.mended ?? []), ...own.filter(({ mend }) => mend?.edits.every((edit) => chosen.has(edit)))],
    });
  }
  const changed = [...texts].some(([path, text]) => state.texts.get(path) !== text);
  return changed ? read({ ...filesOf(state), texts }) : undefined;
}

/** Asks for each likely mend, and goes on from those that are accepted; one that would lose a value is not offered. */
function withAccepted(start: State, accept: (offer: Offer) => boolean): State {
  const declined = new Set<string>();
  let state = start;
  for (;;) {
    const problem = errorsOf(state).find((one) => pathOf(state, one) !== undefined && !declined.has(problemKey(one)));
    const path = problem && pathOf(state, problem);
    if (!problem?.mend || path === undefined) return state;
    declined.add(problemKey(problem));
    const next = applied(state, [problem]);
    if (!next || newProblems(state, next).some(({ severity }) => severity === 'warning')) continue;
    const before = state.sources.get(path);
    const after = next.texts.get(path)?.after;
    if (!before || after === undefined) continue;
    const offer: Offer = { problem, mend: problem.mend, file: before.file, before: before.text, after };
    if (accept(offer)) state = withAllCertainMends(next);
  }
}

function fixedFiles({ texts }: State): readonly Fixed[] {
  return [...texts].map(([path, { original, bytes, after, mended }]) => ({
    path,
    file: original.file,
    before: original.text,
    after,
    bytes,
    mended,
  }));
}
