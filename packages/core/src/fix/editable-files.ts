import { absolute } from '../host/host-path.ts';
import { projectDirectory } from '../find/discovery.ts';
import { findSurroundings } from '../find/environment.ts';
import type { Host } from '../host/host.ts';
import type { LoadOptions } from '../load-options.ts';
import { loaderReport } from '../report/report.ts';
import { isInside } from '../values/path.ts';

/**
 * Tells the files that `fix` may change: those that the user names, and those that lie in the project directory when
 * their links are followed. A project that was cloned may include files of its user, and they are none of its own.
 */
export function editableFiles(host: Host, options: LoadOptions): (path: string) => boolean {
  const loading = { host, options, report: loaderReport(), sources: new Map(), variables: new Map() };
  const directory = findSurroundings(loading)?.directory ?? projectDirectory(loading);
  const real = host.realPath(directory);
  const named = new Set(options.files?.map((file) => absolute(host, file)));
  return (path) => {
    if (path === '-') return false;
    if (named.has(path)) return true;
    const place = host.realPath(path);
    return real !== undefined && place !== undefined && isInside(real, place);
  };
}
