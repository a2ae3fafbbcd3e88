import type { Source, Span } from '../../tree/source.ts';
import type { Problem } from './problem.ts';

/**
 * What `git merge` leaves in a text where two changes meet, one problem for each such place. None of a text without: the
 * marks are at the start of a line, and where one is alone, of which only some were removed, it counts too.
 */
export function conflictMarkers(source: Source): readonly Problem[] {
  const marks = [...source.text.matchAll(/^(?:(<{7}|>{7}|\|{7})(?: (.*?))?|={7})\r?$/gm)];
  if (!marks.some(([, mark]) => mark)) return [];
  const conflicts: [RegExpExecArray, ...RegExpExecArray[]][] = [];
  let isOpen = false;
  for (const mark of marks) {
    const isOpening = mark[1] === '<<<<<<<';
    if (isOpen && !isOpening) conflicts.at(-1)?.push(mark);
    else conflicts.push([mark]);
    isOpen = isOpening || (isOpen && mark[1] !== '>>>>>>>');
  }
  return conflicts.map((conflict) => conflictProblem(source, conflict));
}

function conflictProblem(source: Source, conflict: readonly [RegExpExecArray, ...RegExpExecArray[]]): Problem {
  const [first, ...rest] = conflict;
  const span = spanOf(source, first);
  if (rest.length === 0)
    return {
      code: 'conflict-marker',
      message: 'a mark of a merge conflict was left behind',
      span,
      hint: 'delete the line',
    };
  const sides = [first[2], rest.at(-1)?.[2]].flatMap((name) => (name ? [name.trim()] : []));
  return {
    code: 'conflict-marker',
    message: `an unresolved merge conflict${sides.length === 2 ? ` between ${sides[0]} and ${sides[1]}` : ''}`,
    span,
    related: rest.map((mark) => ({ message: 'it goes on here', span: spanOf(source, mark) })),
    hint: 'keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>',
  };
}

const spanOf = (source: Source, { 0: text, index }: RegExpExecArray): Span => ({
  source,
  start: index,
  end: index + text.trimEnd().length,
});
