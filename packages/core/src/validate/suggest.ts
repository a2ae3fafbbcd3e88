/** Longer names and longer lists are not compared: what is wrong with each of many names costs the same each time. */
const longest = 80;
const mostCandidates = 400;

/** The one name among `candidates` that was probably meant: at most a third of it mistyped. Undefined: none, or several. */
export function nearestName(written: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
  let tied = false;
  if (written.length > longest) return undefined;
  const lower = written.toLowerCase();
  let count = 0;
  for (const candidate of candidates) {
    count += 1;
    if (count > mostCandidates) break;
    if (candidate === written || Math.abs(candidate.length - written.length) >= bestDistance + 1) continue;
    const distance = editDistance(lower, candidate.toLowerCase(), bestDistance);
    if (distance > bestDistance || (distance === bestDistance && best === undefined)) continue;
    tied = distance === bestDistance;
    if (!tied) [best, bestDistance] = [candidate, distance];
  }
  return tied ? undefined : best;
}

/** Insertions, deletions, replacements and swaps of neighbours; more than `limit` counts as `limit + 1`. */
export function editDistance(from: string, to: string, limit = Number.POSITIVE_INFINITY): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}

/**
 * Whether one name is so surely a slip for the other that it may be mended unasked: letters are swapped, left out or too
 * many in a long enough name. Names that differ in a digit are two names.
 */
export function isLikelySlip(written: string, meant: string): boolean {
  const [one, other] = [written.toLowerCase(), meant.toLowerCase()];
  if (one.replace(/\D/g, '') !== other.replace(/\D/g, '') || Math.min(one.length, other.length) < 4) return false;
  return editDistance(one, other) <= (Math.min(one.length, other.length) >= 8 ? 2 : 1);
}
