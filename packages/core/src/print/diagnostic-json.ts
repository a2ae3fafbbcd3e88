import type { Diagnostic } from '../report/diagnostic.ts';
import { pathText } from '../tree/node.ts';
import type { Span } from '../tree/source.ts';
import { positionOf } from '../tree/source.ts';

/** A stretch of a source for machines: lines and columns count from 1, columns in characters, the end is exclusive. */
export interface PlaceJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A diagnostic as `--report json` prints it. */
export interface DiagnosticJson extends Partial<PlaceJson> {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  /** `services.web.image` */
  readonly path?: string;
  readonly related?: readonly (PlaceJson & { readonly message: string })[];
  readonly hint?: string;
  /** What `transpose fix` would do. */
  readonly mend?: string;
}

export function placeJson({ source, start, end }: Span): PlaceJson {
  const from = positionOf(source, start);
  const to = positionOf(source, end);
  return { file: source.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

export function diagnosticJson(diagnostic: Diagnostic): DiagnosticJson {
  const { code, severity, message, path, span, file, related = [], hint, mend } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(path && { path: pathText(path) }),
    ...(file !== undefined && { file }),
    ...(span && placeJson(span)),
    ...(related.length > 0 && {
      related: related.map((place) => ({ ...placeJson(place.span), message: place.message })),
    }),
    ...(hint !== undefined && { hint }),
    ...(mend && { mend: mend.title }),
  };
}
