/** A line of a difference: kept, taken out or put in. */
interface Step {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

const context = 3;

/** The difference of two texts in the unified format, without colour; empty when they are equal. */
export function unifiedDiff(file: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const steps = stepsBetween(linesOf(before), linesOf(after));
  const lines = [`--- ${file}`, `+++ ${file}`];
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

/** Lines with their line feeds. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

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

/** The shortest way from one list of lines to another. Source: Myers, "An O(ND) Difference Algorithm". */
function stepsBetween(a: readonly string[], b: readonly string[]): readonly Step[] {
  const trace: Map<number, number>[] = [];
  let frontier = new Map([[1, 0]]);
  for (let edits = 0; edits <= a.length + b.length; edits += 1) {
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
  return [];
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
