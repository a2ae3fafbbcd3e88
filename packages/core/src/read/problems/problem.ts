import type { Code } from '../../report/codes.ts';
import type { Diagnostic } from '../../report/diagnostic.ts';
import type { Span } from '../../tree/source.ts';

/** A problem of a source, with its place. */
export type Problem = Omit<Diagnostic, 'severity' | 'code'> & { readonly code: Code; readonly span: Span };

/** What is said of a fault; its place is that of the fault where none is given. */
export type Explanation = Omit<Problem, 'code' | 'span'> & { readonly code?: Code; readonly span?: Span };
