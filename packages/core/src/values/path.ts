/**
 * Paths as Compose on Linux handles them: POSIX rules, with Windows forms recognised but never rewritten.
 * Core knows no working directory and no home: callers pass them.
 */

/** The shortest equal path: no `.`, no `..` that can be resolved, no doubled or trailing slash. Empty becomes `.`. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push(part);
  }
  const joined = kept.join('/');
  return rooted ? `/${joined}` : joined || '.';
}

/** The non-empty parts joined by `/` and cleaned; empty when all are. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== '').join('/');
  return joined === '' ? '' : cleanPath(joined);
}

/** The folder that holds a path, cleaned: `/a` for `/a/b`, `.` for `b`. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : cleanPath(path.slice(0, slash + 1));
}

/** The last element of a path: `b` for `/a/b/`; `/` for the root. */
export function baseName(path: string): string {
  const cleaned = cleanPath(path);
  return cleaned.slice(cleaned.lastIndexOf('/') + 1) || '/';
}

export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/');
}

/** `C:\x`, `c:/x`, `\\server\share`, `\\.\pipe\x`: absolute on Windows, whatever machine reads the file. */
export function isWindowsAbsolutePath(path: string): boolean {
  return /^(?:[ -~]:[\\/]|[\\/]{2}|[\\/]\?\?[\\/][^\\/]+[\\/])/.test(path);
}

/** A leading `~` becomes the home directory; `~user` is `HOME/user`, as in Compose. Without a home it stays. */
export function expandHome(path: string, home: string | undefined): string {
  return path.startsWith('~') && home ? joinPath(home, path.slice(1)) : path;
}

/**
 * A path of a Compose file made absolute: a relative one is joined to `base` and cleaned, an absolute one (`~` filled
 * in, Windows forms included) stays as it was written. Empty stays empty.
 */
export function resolvePath(base: string, path: string, home: string | undefined): string {
  const expanded = expandHome(path, home);
  if (expanded === '' || isAbsolutePath(expanded) || isWindowsAbsolutePath(expanded)) return expanded;
  return joinPath(base, expanded);
}

/** Whether a path is a folder or lies below it; both absolute. Symbolic links are not followed. */
export function isInside(folder: string, path: string): boolean {
  const outer = cleanPath(folder);
  const inner = cleanPath(path);
  return inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}
