import type { UnitKey } from './unit-key.ts';

/** `Key=value` of a unit; the value is already in that key's syntax. A list is one value over several lines. */
export interface UnitEntry {
  readonly key: UnitKey;
  readonly value: string | readonly string[];
  /** Lines above the entry. */
  readonly comment?: string | undefined;
}

/** An entry without a comment. */
export const unitEntry = <Value extends UnitEntry['value']>(key: UnitKey, value: Value) => ({ key, value });

export interface UnitSection {
  readonly name: string;
  /** In order; a key may come several times. */
  readonly entries: readonly UnitEntry[];
}

export interface UnitFile {
  /** The comment at the top: what made the file, and what to do with it. */
  readonly header?: string | undefined;
  readonly sections: readonly UnitSection[];
}

/**
 * The text of a systemd unit or Quadlet file. Sections without entries are left out, a blank line is between
 * sections. Values over several lines end in `\` and go on indented, which the readers turn into spaces.
 *
 * See systemd.syntax(7)
 */
export function printUnit(unit: UnitFile): string {
  const blocks = unit.sections
    .filter((section) => section.entries.length > 0)
    .map((section) => [`[${section.name}]`, ...section.entries.map(printEntry)].join('\n'));
  if (unit.header !== undefined) blocks.unshift(unitComment(unit.header));
  return `${blocks.join('\n\n')}\n`;
}

function printEntry(entry: UnitEntry): string {
  const lines = typeof entry.value === 'string' ? [entry.value] : entry.value.filter((line) => line !== '');
  const bad = lines.find((line) => /[\n\r]|\\$/.test(line));
  // A newline would begin an entry of its own: whoever made the value has not quoted it.
  if (bad !== undefined) throw new Error(`unquoted value of ${entry.key}=: ${JSON.stringify(bad)}`);
  const comment = entry.comment === undefined ? '' : `${unitComment(entry.comment)}\n`;
  return `${comment}${entry.key}=${lines.join(' \\\n    ')}`;
}

/** Comment lines. A backslash at the end is parted from it: some readers join such lines with the next, comment or not. */
function unitComment(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => `# ${line.replace(/\p{Cc}/gu, ' ').replace(/\\\s*$/, '\\ .')}`.trimEnd())
    .join('\n');
}
