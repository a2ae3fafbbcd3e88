import { cleanPath, directoryOf, isAbsolutePath, joinPath } from '../values/path.ts';
import type { Host } from '../host/host.ts';
import { hostForm } from '../host/host-path.ts';
import type { FileContext } from './file-context.ts';

/** Whether a path of `include` or `extends` leads to a registry or repository, which Docker Compose would fetch from. */
export function isRemote(path: string): boolean {
  return /^(?:oci|https?|ssh|git|git\+ssh):\/\/|^git@|^github\.com\//.test(path);
}

/** A path as it is written, seen from a folder; the folder may be relative itself. */
export function from(host: Host, folder: string, written: string): string {
  const path = hostForm(host, written);
  return isAbsolutePath(path) ? path : joinPath(folder, path);
}

/**
 * The folder of a file of `include` or `extends`, or the folder itself, relative to where their paths start. What does
 * not exist is taken for a file. Source: compose-go's `localResourceLoader.Dir`.
 */
export function relativeFolder({ directory, loading: { host } }: FileContext, written: string): string {
  const path = hostForm(host, written);
  const place = from(host, host.cwd, from(host, directory, path));
  const real = host.realPath(place);
  const isFolder = real !== undefined && host.lstat(real)?.kind === 'directory';
  const folder = isFolder ? place : from(host, host.cwd, from(host, directory, directoryOf(path)));
  return relativePath(from(host, host.cwd, directory), folder);
}

/** The way from one folder to another, both absolute: `../b`, `.`. */
function relativePath(start: string, end: string): string {
  const here = cleanPath(start).split('/').filter(Boolean);
  const there = cleanPath(end).split('/').filter(Boolean);
  let common = 0;
  while (common < here.length && here[common] === there[common]) common += 1;
  return cleanPath([...here.slice(common).map(() => '..'), ...there.slice(common)].join('/'));
}
