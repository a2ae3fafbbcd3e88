import { table } from './table.ts';
/**
 * Text as inline Markdown (CommonMark and GitHub's tables) that shows exactly these characters: in a paragraph, a heading,
 * a list or the cell of a table. Line breaks and outer spaces become character references, so that it stays on one line.
 *
 * See https://spec.commonmark.org/0.31.2/#backslash-escapes and https://github.github.com/gfm/#tables-extension-
 */
export function markdownText(text: string): string {
  return text
    .replace(/[&<>]/g, (each) => references[each] ?? each)
    .replace(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^[-+#=]|^\d+(?=[.)](?: |$))/g, escaped)
    .replace(/[\p{Cc}\u2028\u2029]|^ +| +$|(?<= ) /gu, (each) => Array.from(each, reference).join(''));
}

const references: Readonly<Record<string, string>> = table({ '&': '&amp;', '<': '&lt;', '>': '&gt;' });

/** A number at the beginning could begin a list: its first digit is not a digit then. */
const escaped = (each: string): string =>
  /^\d/.test(each) ? reference(each.slice(0, 1)) + each.slice(1) : `\\${each}`;

const reference = (character: string): string => `&#${character.codePointAt(0)};`;
