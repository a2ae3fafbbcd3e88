import type { Stats } from 'node:fs';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is at a path, a link as the link that it is; undefined: nothing. */
export const statOf = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

/** The first step of a path below a directory that is there and cannot hold the next: a file, or a link to elsewhere. */
export function brokenStep(directory: string, path: string): string | undefined {
  const steps = path.split('/').slice(0, -1);
  const above = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
  return above.find((step) => statOf(join(directory, step))?.isDirectory() === false);
}

/** The regular file at a path below a directory, reached without links. */
export function fileIn(directory: string, path: string): { readonly bytes: Buffer; readonly mode: number } | undefined {
  if (brokenStep(directory, path) !== undefined) return undefined;
  const place = join(directory, path);
  const stat = statOf(place);
  return stat?.isFile() ? { bytes: readFileSync(place), mode: stat.mode } : undefined;
}
