import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { fileIn, statOf } from './standing.ts';

const heading = '# Secrets that transpose wrote.';

/** What becomes of the `.gitignore` of a directory. */
export type IgnoreChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'write'; readonly content: string }
  /** It cannot be changed without loss: `what` says why, the lines are for its owner to put in. */
  | { readonly kind: 'left'; readonly what: string; readonly lines: readonly string[] };

/** The change that a `.gitignore` needs so that Git ignores these paths. */
export function ignoreChange(directory: string, paths: readonly string[]): IgnoreChange {
  const name = '.gitignore';
  const wanted = paths.map(lineFor);
  const now = fileIn(directory, name)?.bytes;
  if (wanted.length === 0) return { kind: 'none' };
  if (!now && statOf(join(directory, name))) return { kind: 'left', what: 'is not a regular file', lines: wanted };
  if (now && !isUtf8(now)) return { kind: 'left', what: 'is not UTF-8', lines: wanted };
  const text = now?.toString() ?? '';
  const content = ignoring(text, wanted);
  return content === text ? { kind: 'none' } : { kind: 'write', content };
}

/** The text of a `.gitignore` with each of the lines; the text itself when none is missing. */
function ignoring(text: string, wanted: readonly string[]): string {
  const lines = new Set(text.split(/\r?\n/));
  const missing = wanted.filter((line) => !lines.has(line));
  if (missing.length === 0) return text;
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${before}${lines.has(heading) ? '' : `${heading}\n`}${missing.join('\n')}\n`;
}

/** A pattern that names one path from the folder of the `.gitignore`. */
const lineFor = (path: string): string => `/${path.replace(/[\\*?[\]!# ]/g, '\\$&')}`;
