import type { Source, Span } from '../../tree/source.ts';
import type { Problem } from './problem.ts';

/**
 * What `git merge` leaves in a text where two changes meet, one problem for each such place. None of a text without: the
 * marks are at the start of a line, and where one is alone, of which only some were removed, it counts too.
 */
export function conflictMarkers(source: Source): readonly Problem[] {
  const marks = [...source.text.matchAll(/^(?:(<{7}|>{7}|\|{7})(?: (.*?))?|={7})\r?$/gm)];
  if (!marks.some(([, mark]) => mark)) return [];
  const problems: Problem[] = [];
  for (let index = 0; index < marks.length; index += 1) {
    const group = [marks[index]];
    const isOpening = marks[index]?.[1] === '<<<<<<<';
    while (isOpening && index + 1 < marks.length && marks[index + 1]?.[1] !== '<<<<<<<') {
      index += 1;
      group.push(marks[index]);
      if (marks[index]?.[1] === '>>>>>>>') break;
    }
    const [first, ...rest] = group.flatMap((mark) => (mark ? [spanOf(source, mark)] : []));
    if (!first) continue;
    const sides = [group[0]?.[2], group.at(-1)?.[2]].flatMap((name) => (name ? [name.trim()] : []));
    problems.push({
      code: 'conflict-marker',
      message:
        rest.length > 0
          ? `an unresolved merge conflict${sides.length === 2 ? ` between ${sides[0]} and ${sides[1]}` : ''}`
          : 'a mark of a merge conflict was left behind',
      span: first,
      related: rest.map((span) => ({ message: 'it goes on here', span })),
      hint:
        rest.length > 0
          ? 'keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>'
          : 'delete the line',
    });
  }
  return problems;
}

const spanOf = (source: Source, { 0: text, index }: RegExpExecArray): Span => ({
  source,
  start: index,
  end: index + text.trimEnd().length,
});
