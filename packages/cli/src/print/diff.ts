import { shownText } from '@transpose/core';
import type { Style } from './style.ts';

/** A line of a difference: kept, taken out or put in. */
interface Step {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** One of the two texts that are compared. */
export interface DiffSide {
  /** `compose.yaml`; `/dev/null` where there is no file. */
  readonly name: string;
  readonly text: string;
}

/** What to print of the lines of a text (with their line feeds), one for each: the lines themselves, or with secrets masked. */
type Shown = (lines: readonly string[]) => readonly string[];

const context = 3;

/** The difference of two texts in the unified format, without colour; empty when they are equal. */
export function unifiedDiff(before: DiffSide, after: DiffSide, shown: Shown = (lines) => lines): readonly string[] {
  if (before.text === after.text) return [];
  const old = linesOf(before.text);
  const fresh = linesOf(after.text);
  const steps = withShown(stepsBetween(old, fresh), shown(old), shown(fresh));
  const lines = [`--- ${before.name}`, `+++ ${after.name}`];
  for (const [from, to] of hunks(steps)) {
    const hunk = steps.slice(from, to);
    const earlier = steps.slice(0, from);
    lines.push(`@@ -${range(earlier, hunk, '+')} +${range(earlier, hunk, '-')} @@`);
    for (const { sign, text } of hunk) {
      lines.push(`${sign}${text.replace(/\n$/, '')}`);
      if (!text.endsWith('\n')) lines.push('\\ No newline at end of file');
    }
  }
  return lines;
}

/** The numbers (from 1) of the lines of a text that another one lacks. */
export function linesOnlyIn(text: string, other: string): readonly number[] {
  let line = 0;
  return stepsBetween(linesOf(text), linesOf(other)).flatMap(({ sign }) => {
    if (sign !== '+') line += 1;
    return sign === '-' ? [line] : [];
  });
}

/** A line of a difference in its colour. */
export function paintedDiffLine(text: string, style: Style): string {
  // A tab stays one: a difference may be in nothing else.
  const line = text.split('\t').map(shownText).join('\t');
  if (/^(?:---|\+\+\+) /.test(line)) return style.bold(line);
  if (line.startsWith('+')) return style.green(line);
  return line.startsWith('-') ? style.red(line) : line.startsWith('@@') ? style.cyan(line) : line;
}

/** Lines with their line feeds. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** The steps with what is to be printed of each line. */
function withShown(steps: readonly Step[], old: readonly string[], fresh: readonly string[]): readonly Step[] {
  let a = 0;
  let b = 0;
  return steps.map(({ sign, text }) => {
    const shown = sign === '+' ? fresh[b] : old[a];
    if (sign !== '+') a += 1;
    if (sign !== '-') b += 1;
    return { sign, text: shown ?? text };
  });
}

/** `first,count` of a hunk on the side that does not have lines of this sign. */
function range(earlier: readonly Step[], hunk: readonly Step[], other: '-' | '+'): string {
  const first = earlier.filter(({ sign }) => sign !== other).length;
  const count = hunk.filter(({ sign }) => sign !== other).length;
  return `${count === 0 ? first : first + 1},${count}`;
}

/** The stretches of steps that hold changes with some lines around them. */
function hunks(steps: readonly Step[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const [index, { sign }] of steps.entries()) {
    if (sign === ' ') continue;
    const last = found.at(-1);
    const from = Math.max(0, index - context);
    const to = Math.min(steps.length, index + context + 1);
    if (last && from <= last[1]) last[1] = to;
    else found.push([from, to]);
  }
  return found;
}

/** So many changes are searched for the shortest way; texts that differ more have little in common worth showing. */
const mostEdits = 500;

function stepsBetween(a: readonly string[], b: readonly string[]): readonly Step[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const old = a.slice(head, a.length - tail);
  const fresh = b.slice(head, b.length - tail);
  return [
    ...signed(' ', a.slice(0, head)),
    ...(shortest(old, fresh) ?? [...signed('-', old), ...signed('+', fresh)]),
    ...signed(' ', a.slice(a.length - tail)),
  ];
}

const signed = (sign: Step['sign'], lines: readonly string[]): readonly Step[] => lines.map((text) => ({ sign, text }));

/**
 * The shortest way from one list of lines to another; undefined when it is longer than `mostEdits`.
 * Source: Myers, "An O(ND) Difference Algorithm".
 */
function shortest(a: readonly string[], b: readonly string[]): readonly Step[] | undefined {
  const trace: Map<number, number>[] = [];
  let frontier = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(mostEdits, a.length + b.length); edits += 1) {
    trace.push(frontier);
    const next = new Map(frontier);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = goesDown(frontier, diagonal, edits);
      let x = down ? (frontier.get(diagonal + 1) ?? 0) : (frontier.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return backtracked(a, b, trace);
    }
    frontier = next;
  }
  return undefined;
}

const goesDown = (frontier: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits ||
  (diagonal !== edits && (frontier.get(diagonal - 1) ?? -1) < (frontier.get(diagonal + 1) ?? -1));

function backtracked(
  a: readonly string[],
  b: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
): readonly Step[] {
  const steps: Step[] = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const frontier = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = goesDown(frontier, diagonal, edits);
    const beforeX = frontier.get(down ? diagonal + 1 : diagonal - 1) ?? 0;
    const beforeY = beforeX - (down ? diagonal + 1 : diagonal - 1);
    while (x > beforeX && y > beforeY && x > 0 && y > 0) {
      steps.push({ sign: ' ', text: a[x - 1] ?? '' });
      x -= 1;
      y -= 1;
    }
    if (edits === 0) break;
    if (down) steps.push({ sign: '+', text: b[y - 1] ?? '' });
    else steps.push({ sign: '-', text: a[x - 1] ?? '' });
    x = beforeX;
    y = beforeY;
  }
  return steps.reverse();
}
