import type { Diagnostic, Mend, Severity } from '../report/diagnostic.ts';
import { pathText } from '../tree/node.ts';
import type { Span } from '../tree/source.ts';
import { lineStartsOf, positionOf } from '../tree/source.ts';
import { displayWidth, shownText } from './display-width.ts';
import type { LooksSecret, SecretSpans } from './mask-line.ts';
import { maskLine } from './mask-line.ts';

/** What a piece of a printed diagnostic is, for who wants to colour it. */
export type DiagnosticPart = Severity | 'message' | 'frame' | 'source' | 'mark' | 'related' | 'help';

export interface PrintOptions {
  /** Puts colour into a piece; by default nothing does. */
  readonly style?: (part: DiagnosticPart, text: string) => string;
  /** Whether the value of a name is a secret: the frame then hides it. By default nothing is. */
  readonly looksSecret?: LooksSecret;
  /** Where secrets are in a text by themselves: the frame hides them, too. By default nowhere. */
  readonly secretSpans?: SecretSpans;
  /** Columns that a line of the frame may take; 100 by default. */
  readonly width?: number;
}

/**
 * A diagnostic for people: what is wrong, where, the line with the place marked, related places, what to do. Ends in a
 * line feed.
 */
export function printDiagnostic(diagnostic: Diagnostic, options: PrintOptions = {}): string {
  const { code, severity, message, path, span, file, related = [], hint, mend } = diagnostic;
  const style = options.style ?? ((_: DiagnosticPart, text: string) => text);
  const name = path?.findLast((step) => typeof step === 'string');
  const spans = [span, ...related.map((place) => place.span)].filter((place) => place !== undefined);
  const gutter = Math.max(1, ...spans.map((place) => String(positionOf(place.source, place.start).line).length));
  const lines = [`${style(severity, `${severity}[${code}]`)}${style('message', `: ${shownText(message)}`)}`];
  const frame = (place: Span, mark: string): void => {
    lines.push(...framed(place, mark, gutter, typeof name === 'string' ? name : undefined, { ...options, style }));
  };
  if (span) frame(span, '^');
  else if (file !== undefined || path)
    lines.push(`${' '.repeat(gutter)}${style('frame', '-->')} ${shownText(file ?? pathText(path ?? []))}`);
  for (const place of related) {
    lines.push(`${' '.repeat(gutter)} ${style('frame', '=')} ${style('related', `note: ${shownText(place.message)}`)}`);
    frame(place.span, '-');
  }
  const help = [hint, mend && (severity === 'error' ? fixHelp(mend) : mend.title)].filter((text) => text !== undefined);
  for (const text of help)
    lines.push(`${' '.repeat(gutter)} ${style('frame', '=')} ${style('help', `help: ${shownText(text)}`)}`);
  return `${lines.join('\n')}\n`;
}

type Style = Required<PrintOptions>['style'];

function framed(
  span: Span,
  mark: string,
  gutter: number,
  name: string | undefined,
  { style, looksSecret, secretSpans, width = 100 }: PrintOptions & { readonly style: Style },
): readonly string[] {
  const { source } = span;
  const { line, column } = positionOf(source, span.start);
  const lineStart = lineStartsOf(source)[line - 1] ?? 0;
  const newline = source.text.indexOf('\n', lineStart);
  const lineEnd = newline < 0 ? source.text.length : newline;
  const written = {
    text: source.text.slice(lineStart, lineEnd).replace(/\r$/, ''),
    start: span.start - lineStart,
    end: Math.min(span.end, lineEnd) - lineStart,
  };
  const shown = looksSecret ? maskLine(written, name, looksSecret, secretSpans) : written;
  const view = clipped(shown, Math.max(20, width - gutter - 3));
  const before = shownText(view.text.slice(0, view.start));
  const marked = shownText(view.text.slice(view.start, view.end));
  const margin = ' '.repeat(gutter);
  const bar = style('frame', '|');
  const marks = mark.repeat(Math.max(1, displayWidth(marked)));
  return [
    `${margin}${style('frame', '-->')} ${shownText(source.file)}:${line}:${column}`,
    `${margin} ${bar}`,
    `${style('frame', String(line).padStart(gutter))} ${bar} ${style('source', shownText(view.text))}`.trimEnd(),
    `${margin} ${bar} ${' '.repeat(displayWidth(before))}${style('mark', marks)}`,
  ];
}

/** A line of source and the stretch of it that is marked. */
export interface MarkedLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Long lines are cut to what is around the mark. */
function clipped({ text, start, end }: MarkedLine, width: number): MarkedLine {
  if (displayWidth(shownText(text)) <= width) return { text, start, end: Math.max(start, end) };
  const from = Math.max(0, Math.min(start - Math.floor(width / 3), text.length - width + 2));
  const to = Math.min(text.length, from + width - 2);
  const head = from > 0 ? '…' : '';
  const tail = to < text.length ? '…' : '';
  const shift = head.length - from;
  return {
    text: `${head}${text.slice(from, to)}${tail}`,
    start: start + shift,
    end: Math.max(start, Math.min(end, to)) + shift,
  };
}

/** What the command does about an error; files with warnings alone are left to their owner. */
function fixHelp({ title, likely }: Mend): string {
  return likely ? `\`transpose fix --interactive\` can ${title}` : `\`transpose fix\` can ${title}`;
}
