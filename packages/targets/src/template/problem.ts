import type { Span } from '@transpose/core';
import type { TargetCode } from '../account/codes.ts';

/** Ends the rendering of one statement, or of all templates: thrown and caught inside of this folder only. */
export class TemplateProblem extends Error {
  readonly code: TargetCode;
  readonly span: Span | undefined;
  readonly hint: string | undefined;
  /** No template can go on. */
  readonly final: boolean;

  constructor(
    code: TargetCode,
    message: string,
    span?: Span,
    more: { readonly hint?: string | undefined; readonly final?: boolean } = {},
  ) {
    super(message);
    this.code = code;
    this.span = span;
    this.hint = more.hint;
    this.final = more.final === true;
  }
}
