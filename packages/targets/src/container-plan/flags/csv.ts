import type { Text } from '../text.ts';
import { joinTexts, text } from '../text.ts';

/** A field `key=value` of an option that Docker reads as one line of CSV: `--mount`, `--network`, `--gpus`. */
export type CsvField = readonly [key: string, value?: Text];

const needsQuotes = /[",\r\n]|^\s/;

/** A stretch of a field in double quotes. */
export const csvQuotesDoubled = (stretch: string): string => stretch.replaceAll('"', '""');

/**
 * Fields as one line of CSV (RFC 4180 as Go's encoding/csv reads it): a field with a comma, a quote or a line break
 * is in double quotes. Placeholders are names and paths of ours and need none, but for secrets: what holds one is
 * always quoted, and the secret was put aside with its own quotes doubled (`csvQuotesDoubled`).
 */
export function csvLine(fields: readonly CsvField[]): Text {
  return joinTexts(fields.map(csvField), ',');
}

function csvField([key, value]: CsvField): Text {
  const field = value === undefined ? text(key) : text(key, '=', value);
  if (!field.some((part) => (typeof part === 'string' ? needsQuotes.test(part) : part.of === 'secret'))) return field;
  return text(
    '"',
    field.map((part) => (typeof part === 'string' ? csvQuotesDoubled(part) : part)),
    '"',
  );
}
