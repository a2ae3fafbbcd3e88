import type { Diagnostic, Span } from '@transpose/core';
import { pathText, positionOf } from '@transpose/core';

/** A stretch of a source for machines: lines and columns count from 1, the end is exclusive. */
export function placeData({ source, start, end }: Span) {
  const from = positionOf(source, start);
  const to = positionOf(source, end);
  return { file: source.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** A diagnostic as it stands in `--report json`. */
export function diagnosticData(diagnostic: Diagnostic) {
  const { code, severity, message, path, span, file, related = [], hint, mend } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(path ? { path: pathText(path) } : {}),
    ...(span ? placeData(span) : file === undefined ? {} : { file }),
    ...(related.length > 0
      ? { related: related.map((place) => ({ message: place.message, ...placeData(place.span) })) }
      : {}),
    ...(hint === undefined ? {} : { hint }),
    ...(mend ? { mend: mend.title } : {}),
  };
}
