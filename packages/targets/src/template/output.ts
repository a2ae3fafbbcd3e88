import type { Meter } from './limits.ts';

/** A file in the making. */
export interface Sheet {
  readonly chunks: string[];
  /** White space before each line that a template itself writes, inside of an indented partial. */
  indent: string;
  atLineStart: boolean;
  /** A secret value was written into it. */
  secret: boolean;
}

export const newSheet = (): Sheet => ({ chunks: [], indent: '', atLineStart: true, secret: false });

export const sheetText = ({ chunks }: Sheet): string => chunks.join('');

/** Writes the text of a template: each of its lines is indented. */
export function writeContent(sheet: Sheet, text: string, meter: Meter): void {
  if (text === '') return;
  meter.length(text.length);
  if (sheet.indent === '') sheet.chunks.push(text);
  else {
    const lines = text.split('\n');
    const indented = lines.map((line, index) =>
      line !== '' && (index > 0 || sheet.atLineStart) ? sheet.indent + line : line,
    );
    sheet.chunks.push(indented.join('\n'));
  }
  sheet.atLineStart = text.endsWith('\n');
}

/** Writes a value: its lines stay as they are, wherever it is. */
export function writeValue(sheet: Sheet, text: string, meter: Meter): void {
  if (text === '') return;
  meter.length(text.length);
  sheet.chunks.push(sheet.atLineStart ? sheet.indent + text : text);
  sheet.atLineStart = text.endsWith('\n');
}
