const heading = '# Secrets that transpose wrote.';

/** The text of a `.gitignore` with a line for each path that is missing; the text itself when none is. */
export function ignoring(text: string, paths: readonly string[]): string {
  const lines = new Set(text.split(/\r?\n/));
  const missing = paths.map(lineFor).filter((line) => !lines.has(line));
  if (missing.length === 0) return text;
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${before}${lines.has(heading) ? '' : `${heading}\n`}${missing.join('\n')}\n`;
}

/** A pattern that names one path from the folder of the `.gitignore`. */
const lineFor = (path: string): string => `/${path.replace(/[\\*?[\]!# ]/g, '\\$&')}`;
