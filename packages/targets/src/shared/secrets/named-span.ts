/** A stretch of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A secret inside a text, and the name that it has there. */
export interface NamedSpan extends Span {
  readonly name: string;
}
