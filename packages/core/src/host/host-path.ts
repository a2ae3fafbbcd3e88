import type { Host } from './host.ts';
import { isAbsolutePath, joinPath } from '../values/path.ts';

/** A path as it is written, in the form of the host. */
export const hostForm = ({ paths }: Host, path: string): string => paths?.toHost(path) ?? path;

/** A path of the host as people of its machine write it. */
export const localForm = ({ paths }: Host, path: string): string => paths?.toLocal(path) ?? path;

/** A path as it is written, absolute in the form of the host and cleaned; `-` stays what it is. */
export function absolute(host: Host, written: string): string {
  if (written === '-') return written;
  const path = hostForm(host, written);
  return isAbsolutePath(path) ? joinPath(path) : joinPath(host.cwd, path);
}
