import type { Host, PathStyle } from './host.ts';

/**
 * Paths of Windows: `C:\a` is `/c/a`, as Git Bash and Docker Desktop write it, `\\server\share` is `/unc/server/share`, and
 * `.\a` is `./a`. Names of devices (`\\.\pipe\docker_engine`) and URLs stay as they are.
 */
export const windowsPaths: PathStyle = {
  toHost(path) {
    const drive = /^([a-z]):(?:[\\/](.*))?$/is.exec(path);
    if (drive) return `/${drive[1]?.toLowerCase()}/${slashes(drive[2] ?? '')}`.replace(/\/$/, '');
    const share = /^\\\\([^.?\\][^\\]*)\\(.*)$/s.exec(path);
    if (share) return `/unc/${share[1]}/${slashes(share[2] ?? '')}`;
    return path.startsWith('\\\\') || path.includes('://') ? path : slashes(path);
  },
  toLocal(path) {
    const drive = /^\/([a-z])(?:\/(.*))?$/is.exec(path);
    if (drive) return `${drive[1]?.toUpperCase()}:\\${backslashes(drive[2] ?? '')}`;
    if (path.startsWith('/unc/')) return `\\\\${backslashes(path.slice('/unc/'.length))}`;
    return backslashes(path);
  },
  listSeparator: ';',
};

const slashes = (path: string): string => path.replaceAll('\\', '/');
const backslashes = (path: string): string => path.replaceAll('/', '\\');

/**
 * A Windows machine as a `Host`: `local` takes and gives paths as Windows writes them. The one place where both ways to
 * write a path meet: everything behind it knows one root and `/`.
 */
export function windowsHost(local: Host): Host {
  const { toHost, toLocal } = windowsPaths;
  const home = local.env['HOME'] ?? local.env['USERPROFILE'];
  return {
    ...local,
    paths: windowsPaths,
    cwd: toHost(local.cwd),
    // `~` is the profile of the user.
    env: { ...local.env, ...(home !== undefined && { HOME: toHost(home) }) },
    readFile: (path) => local.readFile(toLocal(path)),
    listFolder: (path) => local.listFolder(toLocal(path)),
    lstat: (path) => local.lstat(toLocal(path)),
    realPath(path) {
      const real = local.realPath(toLocal(path));
      return real === undefined ? undefined : toHost(real);
    },
  };
}
