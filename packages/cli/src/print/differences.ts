import type { Difference } from '../output/differences.ts';
import { isManifest } from '../output/manifest.ts';
import { paintedDiffLine, unifiedDiff } from './diff.ts';
import { maskedFileLines } from './mask-lines.ts';
import type { Style } from './style.ts';

/** One line for each file that differs; `named` gives the name of a path for people. */
export const differenceList = (differences: readonly Difference[], named: (path: string) => string): string =>
  differences.map(({ path, what }) => `${named(path)} ${what}\n`).join('');

/** The differences in the unified format, secrets masked; what lines cannot show is in a sentence. */
export function differenceText(
  differences: readonly Difference[],
  named: (path: string) => string,
  style: Style,
): string {
  const lines = differences.flatMap(({ path, what, before, after, isPrivate }): readonly string[] => {
    const none = '/dev/null';
    const diff = isManifest(path)
      ? []
      : unifiedDiff(
          { name: before === undefined ? none : named(path), text: before ?? '' },
          { name: after === undefined ? none : named(path), text: after ?? '' },
          (texts) => maskedFileLines(path, isPrivate, texts),
        );
    const silent = diff.length === 0 || !/^(?:differs|is missing|is no longer made)$/.test(what);
    return [
      ...(silent ? [style.bold(`${named(path)} ${what}`)] : []),
      ...diff.map((line) => paintedDiffLine(line, style)),
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
}
