import { Session } from 'node:inspector';

// Functions that are compiled before have no counters: whoever counts imports this before what is counted.
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** How often each function ran, or the busiest block in it, by file and place: a measure of work that no clock is needed for. */
export function countsOf(run: () => void): ReadonlyMap<string, number> {
  session.post('Profiler.takePreciseCoverage');
  run();
  const counts = new Map<string, number>();
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    for (const { url, functions } of result)
      for (const { functionName, ranges } of functions)
        counts.set(
          `${functionName} at ${url.slice(url.lastIndexOf('/packages/') + 1)}:${ranges[0]?.startOffset}`,
          Math.max(...ranges.map(({ count }) => count)),
        );
  });
  return counts;
}

/** All of them. */
export const stepsIn = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Hashes take whole blocks, and texts get long enough to be hashed, or measured in bytes, all at once. */
const isOfBytes = (place: string): boolean => /shared\/bytes\/(?:hash|utf8)\.ts/.test(place);

/**
 * The functions that ran more than eight times as often for an input of four times the size, which is neither linear nor
 * n log n. What runs rarely for each unit of the input says nothing.
 */
export function steeperThanLinear(
  small: ReadonlyMap<string, number>,
  large: ReadonlyMap<string, number>,
  size: number,
): readonly string[] {
  return [...large].flatMap(([place, count]) => {
    const before = small.get(place) ?? 0;
    const isSteep = before > 0 && count > 8 * before && count > 40 * 4 * size && !isOfBytes(place);
    return isSteep ? [`${place}: ${before} to ${count}`] : [];
  });
}
