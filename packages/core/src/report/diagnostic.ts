import type { Path } from '../tree/node.ts';
import type { Span } from '../tree/source.ts';

export type Severity = 'error' | 'warning' | 'note';

/** Another place that belongs to a problem, with what is there: "first defined here". */
export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** A replacement of a stretch of a source. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A change of the sources that removes a problem: what `transpose fix` applies. */
export interface Mend {
  /** In the imperative: "put a space after the colon". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Probably meant, but not certain: applied only when somebody says so (`transpose fix --interactive`). */
  readonly likely?: true;
}

/** One problem, as data. Line and column are computed only when it is printed. */
export interface Diagnostic {
  /** Stable name, e.g. `unknown-key`; `docs/diagnostics.md` explains each. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence that names what is wrong; no place in it, that is `span`'s work. */
  readonly message: string;
  /** Where in the project. */
  readonly path?: Path;
  /** Where in the sources. */
  readonly span?: Span;
  /** A file that is the matter itself and has no text to point into: missing, a directory, not readable. */
  readonly file?: string;
  readonly related?: readonly Related[];
  /** What to do, in the imperative: `did you mean "image"?`. */
  readonly hint?: string;
  readonly mend?: Mend;
}

/** Problems each once, the first of equals: several loads of the same files find the same. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = new Map<string, Diagnostic>();
  for (const one of diagnostics) {
    const { code, message, path, span } = one;
    const id = JSON.stringify([code, message, path, span?.source.file, span?.start]);
    if (!first.has(id)) first.set(id, one);
  }
  return [...first.values()];
}
