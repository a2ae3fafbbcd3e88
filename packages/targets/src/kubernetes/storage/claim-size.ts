import type { Service } from '@transpose/core';
import { bytesQuantity } from '../../shared/quantity.ts';
import type { ProjectFiles } from '../../shared/project-files.ts';
import type { DockerfileBasis } from '../dockerfile/dockerfile.ts';
import { knownImageOf } from '../facts/image-facts.ts';
import { isBelow } from './container-path.ts';

const gibibyte = 1024 ** 3;
/** Enough to tell the size of a directory of a project, and not of the whole machine. */
const limits = { bytes: Number.MAX_SAFE_INTEGER, entries: 20_000 };

/** The bytes at a path that may be read; undefined where nothing is there, or too much to look at. */
export function bytesAt(files: ProjectFiles, path: string): number | undefined {
  const found = files.find(path);
  if (found.kind === 'file') return found.size;
  const listed = files.walk(path, limits);
  return listed?.reduce((sum, { file }) => sum + (file.kind === 'file' ? file.size : 0), 0);
}

/**
 * Half as much again for what is to come, in steps: claims cannot shrink and often not grow, so that a directory that grows
 * must not change its claim with every conversion.
 */
export function sizeFor(bytes: number): string {
  const wanted = (bytes * 1.5) / gibibyte;
  for (let power = 1; ; power *= 10)
    for (const step of [1, 2, 5]) if (step * power >= wanted) return bytesQuantity(step * power * gibibyte);
}

/** The default for a data store, and for what holds pictures, films or backups by its path; undefined for all else. */
export function usualSize(basis: DockerfileBasis, service: Service, target: string): string | undefined {
  const known = knownImageOf(basis, service);
  if (known?.dataStore && known.dataPaths.some((path) => isBelow(path, target) || isBelow(target, path))) return '10Gi';
  return mediaPath.test(target) ? '50Gi' : undefined;
}

const mediaPath =
  /\/(?:photos?|pictures?|images?|videos?|movies?|films?|tv|shows?|series|music|media|library|downloads?|torrents?|recordings?|backups?|originals?)(?:\/|$)/i;
