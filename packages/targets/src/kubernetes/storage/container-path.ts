import { cleanPath } from '@transpose/core';

/** A path of a container from a directory of it, cleaned: without doubled and trailing slashes, `.` and `..`. */
export const containerPath = (path: string, directory = '/'): string =>
  cleanPath(path.startsWith('/') ? path : `/${directory}/${path}`);

/**
 * The rest of `path` below `directory`, with its first slash; empty for the directory itself, undefined when outside.
 * Both are cleaned, or relative to the same place.
 */
export function below(directory: string, path: string): string | undefined {
  if (directory === '' || directory === '/') return path === '' || path === '/' ? '' : `/${path.replace(/^\//, '')}`;
  if (path === directory) return '';
  return path.startsWith(`${directory}/`) ? path.slice(directory.length) : undefined;
}

/** Whether a path is a directory or is below it. */
export const isBelow = (directory: string, path: string): boolean => below(directory, path) !== undefined;
