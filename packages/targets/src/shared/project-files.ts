import type { Host } from '@transpose/core';

/** The content of a file of the project, or why it can not be had. */
export type ProjectFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly executable: boolean }
  | { readonly kind: 'directory' }
  | { readonly kind: 'missing' }
  /** It lies outside the project directory (by its real path), and no `--allow-read` covers it. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Law 8: a target reads the content of files only inside the project directory (real path, no link out of it), or
 * below a path that the user allows.
 */
export interface ProjectFiles {
  /** The file at an absolute path. */
  read(path: string): ProjectFile;
  /** All files below a directory, links followed only inside; paths relative to it, sorted. Undefined: not a readable directory of the project. */
  walk(path: string): readonly { readonly path: string; readonly file: ProjectFile }[] | undefined;
}

/** The project's files on a host; `allowed`: absolute paths that may be read besides. */
export function projectFiles(host: Host, projectDirectory: string, allowed: readonly string[]): ProjectFiles {
  const roots = [projectDirectory, ...allowed].map((path) => host.realPath(path) ?? path);
  const inside = (path: string) =>
    roots.some((root) => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`));

  const read = (path: string): ProjectFile => {
    const real = host.realPath(path);
    if (real === undefined) return inside(path) ? { kind: 'missing' } : { kind: 'outside' };
    if (!inside(real)) return { kind: 'outside' };
    const stat = host.lstat(real);
    if (!stat) return { kind: 'missing' };
    if (stat.kind === 'directory') return { kind: 'directory' };
    if (stat.kind !== 'file') return { kind: 'unreadable', message: 'not a regular file' };
    const bytes = host.readFile(real);
    if (!bytes.ok) return { kind: 'unreadable', message: bytes.message };
    return { kind: 'file', bytes: bytes.value, executable: stat.executable };
  };

  const walkInto = (
    directory: string,
    prefix: string,
    seen: ReadonlySet<string>,
    found: { path: string; file: ProjectFile }[],
  ) => {
    const names = host.listFolder(directory);
    if (!names.ok) return;
    for (const name of names.value) {
      const path = `${directory}/${name}`;
      const file = read(path);
      const real = host.realPath(path);
      if (file.kind !== 'directory') found.push({ path: prefix + name, file });
      else if (real !== undefined && !seen.has(real))
        walkInto(path, `${prefix}${name}/`, new Set([...seen, real]), found);
    }
  };

  return {
    read,
    walk(path) {
      const real = host.realPath(path);
      if (real === undefined || read(path).kind !== 'directory') return undefined;
      const found: { path: string; file: ProjectFile }[] = [];
      walkInto(path, '', new Set([real]), found);
      return found;
    },
  };
}
