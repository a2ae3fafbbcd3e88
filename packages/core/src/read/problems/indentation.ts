import type { Edit, Mend } from '../../report/diagnostic.ts';
import { shiftedLines } from '../../fix/edits.ts';
import type { Place } from '../../keys/place.ts';
import { below, placeAt } from '../../keys/place.ts';
import type { Type } from '../../keys/rule.ts';
import type { Source } from '../../tree/source.ts';
import type { BlockLine, Shape } from './block-lines.ts';
import { blockLines, shapeOf } from './block-lines.ts';
import type { Level, Lost } from './misplaced-line.ts';
import { indentation, misplacedLine } from './misplaced-line.ts';
import type { Problem } from './problem.ts';

/**
 * Lines of a text, which is not YAML, that do not start in the column of any entry that they could belong to, or start
 * with tabs. A mend moves one to the only place where the key table has room for it.
 */
export function indentFaults(source: Source): readonly Problem[] {
  if (/^[ \t]*(?:- +)*\?\s/m.test(source.text)) return [];
  const problems: Problem[] = [];
  const lines = blockLines(source);
  let levels: readonly Level[] = [];
  /** The levels before the last line, which may have closed some that it should not have. */
  let before: readonly Level[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.marker) levels = [];
    const seat = line.marker ? 'none' : seatOf(levels, line);
    if (seat === 'none') continue;
    if (typeof seat === 'number') {
      before = levels;
      levels = seated(levels, seat, line, line.column, source);
      continue;
    }
    const shape = shapeOf(lines, index);
    const fitting = seat.candidates.filter((candidate) => fits(levels, candidate, line, shape));
    const [only] = fitting;
    const target = only === undefined ? undefined : columnOf(levels, only);
    const chosen = fitting.length === 1 ? only : undefined;
    const sure =
      chosen !== undefined &&
      seat.why !== 'mixed' &&
      isCertain(levels, seat.candidates, { line, shape, chosen }) &&
      !goesOnWith(before, levels, line, shape);
    const mend: Mend | undefined =
      target === undefined || chosen === undefined
        ? undefined
        : {
            title: `move it to column ${target + 1}`,
            edits: moved(source, lines, index, target),
            ...(sure ? {} : { likely: true }),
          };
    problems.push(misplacedLine(source, levels, line, seat, mend));
    const next = chosen ?? seat.among ?? seat.candidates.findLast((candidate) => kindFits(levels, candidate, line));
    if (next !== undefined) levels = seated(levels, next, line, columnOf(levels, next), source);
  }
  return withWholeTabs(problems);
}

/** A file whose tabs are mended in part is neither the old one nor a right one: all of them are certain, or none is. */
function withWholeTabs(problems: readonly Problem[]): readonly Problem[] {
  const isTab = ({ code }: Problem): boolean => code === 'tab-indent';
  if (problems.every((problem) => !isTab(problem) || (problem.mend && !problem.mend.likely))) return problems;
  return problems.map((problem) =>
    isTab(problem) && problem.mend ? { ...problem, mend: { ...problem.mend, likely: true } } : problem,
  );
}

/**
 * The level that a line is an entry of: its index, or one more than the last for a new one. `none`: it goes on with a
 * value above, or the parser says more of it.
 */
function seatOf(levels: readonly Level[], line: BlockLine): number | 'none' | Lost {
  const last = levels.length - 1;
  const top = levels[last];
  if (line.key === undefined && line.dashes.length === 0) return 'none';
  if (line.tabbed) return { why: 'tab', candidates: [...levels.keys(), ...(top?.filled === 'no' ? [last + 1] : [])] };
  const keep = levels.findLastIndex((level) => level.column <= line.column);
  const level = levels[keep];
  if (level?.column === line.column) {
    const same = [keep, keep - 1].find(
      (index) => levels[index]?.column === line.column && levels[index].kind === line.kind,
    );
    if (same !== undefined) return same;
    if (line.kind === 'seq' && keep === last && level.filled === 'no') return last + 1;
    const elsewhere = [...levels.keys()].filter((index) => levels[index]?.column !== line.column);
    return { why: 'mixed', candidates: elsewhere, among: keep };
  }
  if (keep < last) return { why: 'between', candidates: [...sharing(levels, keep), ...sharing(levels, keep + 1)] };
  if (!top || top.filled === 'no') return last + 1;
  const goesOn = top.filled === 'plain' && line.kind === 'seq' && !line.commented;
  return goesOn ? 'none' : { why: 'filled', candidates: sharing(levels, last) };
}

/** The levels in the column of one of them: a list may appear in the column of its key. */
function sharing(levels: readonly Level[], index: number): readonly number[] {
  const column = levels[index]?.column;
  return column === undefined ? [] : [...levels.keys()].filter((other) => levels[other]?.column === column);
}

function columnOf(levels: readonly Level[], seat: number): number {
  return levels[seat]?.column ?? (levels.at(-1)?.column ?? -2) + 2;
}

/** The levels behind a line that is an entry of one of them. */
function seated(
  levels: readonly Level[],
  seat: number,
  line: BlockLine,
  column: number,
  source: Source,
): readonly Level[] {
  const level = levels[seat];
  const result = levels.slice(0, seat);
  const span = { source, start: line.start, end: line.end };
  // A list in the column of its key, which a fault may have looked for.
  if (level && level.kind !== line.kind) result.push(level);
  const known = level?.kind === line.kind ? level : undefined;
  const shift = column - line.column;
  for (const [index, dash] of line.dashes.entries()) {
    const isLast = index === line.dashes.length - 1 && line.key === undefined;
    const step = index === 0 && typeof known?.step === 'number' ? known.step + 1 : 0;
    const filled = isLast ? line.filled : 'no';
    result.push({ column: dash + shift, kind: 'seq', step, filled, names: new Set(), span });
  }
  if (line.key === undefined) return result;
  const names = (line.dashes.length === 0 ? (known?.names ?? new Set<string>()) : new Set<string>()).add(line.key);
  result.push({ column: line.indent + shift, kind: 'map', step: line.key, filled: line.filled, names, span });
  return result;
}

function kindFits(levels: readonly Level[], seat: number, line: BlockLine): boolean {
  const level = levels[seat];
  if (!level || level.kind === line.kind) return true;
  return line.kind === 'seq' && level.filled === 'no' && seat === levels.length - 1;
}

/** Whether the key table has room for a line as an entry of a level that has none of its name. */
function fits(levels: readonly Level[], seat: number, line: BlockLine, shape: Shape): boolean {
  const isTaken = line.kind === 'map' && levels[seat]?.kind === 'map' && levels[seat].names.has(line.key ?? '');
  return !isTaken && takesEntry(levels, seat, line, shape);
}

const isExtension = (step: string | number | undefined): boolean => typeof step === 'string' && step.startsWith('x-');

/** The same whatever the names of the entries before. */
function takesEntry(levels: readonly Level[], seat: number, line: BlockLine, shape: Shape): boolean {
  if (!kindFits(levels, seat, line)) return false;
  const level = levels[seat];
  const ownList = level !== undefined && level.kind !== line.kind;
  const path = levels.slice(0, ownList ? seat + 1 : seat).map(({ step }) => step);
  if (isExtension(path[0])) return true;
  const place = placeAt(path);
  if (line.kind === 'seq') return place?.item !== undefined;
  const name = line.key ?? '';
  if (name.startsWith('x-')) return place?.hasKeys === true;
  const next = below(place, name);
  return next !== undefined && takes(next, shape);
}

/**
 * Whether a line can only have been meant for one of the levels, names that are taken there left aside. Among names that
 * users choose it is not certain when it is a key of a mapping further out. Extensions take any line, so they prove nothing.
 */
function isCertain(
  levels: readonly Level[],
  candidates: readonly number[],
  { line, shape, chosen }: { readonly line: BlockLine; readonly shape: Shape; readonly chosen: number },
): boolean {
  if (chosen > 0 && isExtension(levels[0]?.step)) return false;
  if (candidates.some((seat) => seat !== chosen && takesEntry(levels, seat, line, shape))) return false;
  const isKeyOf = (seat: number): boolean => placeIn(levels, seat)?.key(line.key ?? '') !== undefined;
  return line.kind === 'seq' || isKeyOf(chosen) || !levels.some((_, seat) => isKeyOf(seat));
}

/** Whether a line may go on with what the line before closed, or wait for it: then that one may be the wrong one. */
function goesOnWith(before: readonly Level[], levels: readonly Level[], line: BlockLine, shape: Shape): boolean {
  const last = before.at(-1);
  const isClosed = last?.filled === 'no' && !levels.includes(last);
  if (isClosed && last.column < line.column && takesEntry(before, before.length, line, shape)) return true;
  return before.some(({ column }, seat) => column === line.column && takesEntry(before, seat, line, shape));
}

const placeIn = (levels: readonly Level[], seat: number): Place | undefined =>
  placeAt(levels.slice(0, seat).map(({ step }) => step));

function takes(place: Place, { form, child }: Shape): boolean {
  if (form === 'map' && child !== undefined && below(place, child) === undefined) return false;
  const branch = (type: Type): boolean => {
    switch (type.is) {
      case 'one-of':
        return type.of.some(branch);
      case 'any':
        return true;
      case 'list':
        return form === 'list' || form === 'unknown';
      case 'object':
      case 'map':
        return form === 'map' || form === 'unknown';
      case 'null':
        return form === 'null';
      default:
        return form === 'scalar' || form === 'unknown';
    }
  };
  return branch(place.type);
}

/** The edits that bring a line to a column, and the lines below along when they would not belong to it any more. */
function moved(source: Source, lines: readonly BlockLine[], index: number, target: number): readonly Edit[] {
  const line = lines[index];
  if (!line) return [];
  const own: Edit = { span: indentation(source, line), text: ' '.repeat(target) };
  if (line.tabbed) return [own];
  const isText = line.key === undefined && line.filled !== 'no';
  const belongs = ({ column, kind, key }: BlockLine): boolean => {
    if (line.kind === 'map')
      return column > line.column || (column === line.column && line.filled === 'no' && kind === 'seq');
    // Below a text are its other lines only, and an item in the column that this one goes to is beside it.
    if (isText ? key !== undefined || kind === 'seq' : kind === 'seq' && column === target) return false;
    return column >= line.indent;
  };
  let next = index + 1;
  for (let other = lines[next]; other && belongs(other); other = lines[next]) next += 1;
  const inside = lines.slice(index + 1, next);
  const along = line.kind === 'seq' || inside.some(({ column }) => column <= target);
  if (!along) return [own];
  const end = lines[next]?.lineStart ?? source.text.length;
  const below = source.text.indexOf('\n', line.end) + 1;
  return below === 0 ? [own] : [own, ...shiftedLines(source, below, end, target - line.column)];
}
