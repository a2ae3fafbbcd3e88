import type { Diagnostic } from './diagnostic.ts';
import { applyEdits, editsFor } from './edits.ts';
import type { Host } from './host.ts';
import type { LoadOptions } from './load-options.ts';
import { loadWith } from './load.ts';
import type { Loading } from './loading.ts';
import { encodeLike } from './read/encode.ts';
import { loaderReport } from './report.ts';
import type { Source } from './tree/source.ts';

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

/** One round may uncover what the next one mends; more of them than this are a sign of mends that undo each other. */
const mostRounds = 20;

/**
 * Loads a project and applies the mends of its errors, until none is left that applies. Nothing is written: that is up
 * to the caller. Every byte that no mend touches stays; files without errors stay as they are, whatever warnings say.
 */
export function fixProject(host: Host, options: LoadOptions = {}): FixResult {
  const texts = new Map<
    string,
    { readonly original: Source; readonly bytes: Uint8Array; readonly mended: Diagnostic[] }
  >();
  let current = host;
  for (let round = 0; ; round += 1) {
    const loading: Loading = {
      host: current,
      options,
      report: loaderReport(),
      sources: new Map(),
      variables: new Map(),
    };
    const { diagnostics } = loadWith(loading);
    const changed = round < mostRounds ? changes(loading, diagnostics) : [];
    if (changed.length === 0) return { fixed: results(loading, texts), diagnostics };
    for (const { path, source, text, mended } of changed) {
      const known = texts.get(path);
      const read = current.readFile(path);
      const bytes = encodeLike(read.ok ? read.value : new Uint8Array(), text);
      texts.set(path, { original: known?.original ?? source, bytes, mended: [...(known?.mended ?? []), ...mended] });
    }
    current = overlaid(host, texts);
  }
}

interface Change {
  readonly path: string;
  readonly source: Source;
  readonly text: string;
  readonly mended: readonly Diagnostic[];
}

function changes({ sources }: Loading, diagnostics: readonly Diagnostic[]): readonly Change[] {
  const errors = diagnostics.filter((problem) => problem.severity === 'error' && problem.mend);
  return [...sources].flatMap(([path, source]) => {
    const own = errors.filter(({ mend }) => mend?.edits.every((edit) => edit.span.source === source));
    const edits = editsFor(source, own);
    const text = edits.length > 0 && path !== '-' ? applyEdits(source, edits) : undefined;
    if (text === undefined || text === source.text) return [];
    return [
      { path, source, text, mended: own.filter(({ mend }) => mend?.edits.every((edit) => edits.includes(edit))) },
    ];
  });
}

function overlaid(host: Host, texts: ReadonlyMap<string, { readonly bytes: Uint8Array }>): Host {
  return {
    ...host,
    readFile(path) {
      const changed = texts.get(path);
      return changed ? { ok: true, value: changed.bytes } : host.readFile(path);
    },
  };
}

function results(
  { sources }: Loading,
  texts: ReadonlyMap<
    string,
    { readonly original: Source; readonly bytes: Uint8Array; readonly mended: readonly Diagnostic[] }
  >,
): readonly Fixed[] {
  return [...texts].map(([path, { original, bytes, mended }]) => ({
    path,
    file: original.file,
    before: original.text,
    after: sources.get(path)?.text ?? original.text,
    bytes,
    mended,
  }));
}
