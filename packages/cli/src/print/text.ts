import type { Diagnostic, Severity } from '@transpose/core';
import { positionOf } from '@transpose/core';
import type { Style } from './style.ts';

const paint: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = { error: 'red', warning: 'yellow', note: 'cyan' };

/** A diagnostic for people, ending in a newline. */
export function diagnosticText(diagnostic: Diagnostic, style: Style): string {
  const { severity, message, span, file, hint } = diagnostic;
  const head = `${style[paint[severity]](severity)}: ${style.bold(message)}`;
  const place = span ? placeText(span.source.file, positionOf(span.source, span.start)) : file;
  return [place === undefined ? head : `${place}: ${head}`, ...(hint === undefined ? [] : [`  ${hint}`]), ''].join('\n');
}

/** `compose.yaml:12:5` */
export const placeText = (file: string, { line, column }: { line: number; column: number }): string =>
  `${file}:${line}:${column}`;
