import type { Source } from '../../tree/source.ts';
import { plainLines } from './plain-lines.ts';
import type { Problem } from './problem.ts';

/** Spaces that look like one and are none to YAML. Source: Unicode, general category Zs. */
const wide = '\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';
/** Characters that cannot be seen at all. */
const invisible = '\\u200b-\\u200d\\u2060\\ufeff\\u00ad';
const odd = `${wide}${invisible}`;

const anyOdd = new RegExp(`[${odd}]`);
const everyOdd = new RegExp(`[${odd}]`, 'g');
const isInvisible = new RegExp(`[${invisible}]`);

/** Where YAML has its own spaces: before a line, behind a dash, in and around a key, behind its colon. */
const structure = new RegExp(
  `^[ \\t${odd}]*(?:-(?=[ ${odd}])[ ${odd}]*)*(?:(?:"[^"\\n]*"|'[^'\\n]*'|[\\w.$/${invisible}-]+)[ ${odd}]*:(?=[ ${odd}]|$)[ ${odd}]*)?`,
);

const names: Readonly<Record<string, string>> = {
  '\u00a0': 'a no-break space',
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u200c': 'a zero-width non-joiner',
  '\u200d': 'a zero-width joiner',
  '\u2060': 'a word joiner',
  '\ufeff': 'a byte order mark',
};

/**
 * Odd spaces in the places where a line has its indentation, dashes, key and colon, and at its end: nobody means them
 * there, and the mend makes ordinary ones of them. Inside of values they may be meant.
 */
export function oddSpaces(source: Source): readonly Problem[] {
  if (!anyOdd.test(source.text)) return [];
  const { text } = source;
  return plainLines(source).flatMap(({ start, end }): readonly Problem[] => {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const line = text.slice(lineStart, Math.max(end, start));
    const [stretch = ''] = structure.exec(line) ?? [];
    const from = lineStart === 0 && line.startsWith('\ufeff') ? 1 : 0;
    const last = line.length - lengthAtEnd(line);
    const found = [...line.matchAll(everyOdd)].filter(
      ({ index }) => index >= from && (index < stretch.length || index >= last),
    );
    const [first] = found;
    if (!first) return [];
    const at = lineStart + first.index;
    const edits = found.map(({ 0: character, index }) => ({
      span: { source, start: lineStart + index, end: lineStart + index + 1 },
      text: isInvisible.test(character) ? '' : ' ',
    }));
    const mend = isInvisible.test(first[0]) ? 'remove it' : 'write a space instead';
    return [
      {
        code: 'odd-space',
        message: `${nameOf(first[0])} is part of the text here: to YAML it is not a space`,
        span: { source, start: at, end: at + 1 },
        mend: { title: mend, edits },
      },
    ];
  });
}

/** How many spaces of any kind a line ends in. */
function lengthAtEnd(line: string): number {
  let at = line.length;
  while (at > 0 && (line[at - 1] === ' ' || anyOdd.test(line.charAt(at - 1)))) at -= 1;
  return line.length - at;
}

function nameOf(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return `${names[character] ?? 'an unusual space'} (${code})`;
}
