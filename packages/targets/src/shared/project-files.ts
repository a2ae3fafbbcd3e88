import type { Host } from '@transpose/core';

/** What is at a path of the project, without its content, or why that cannot be told. */
export type FoundFile =
  | { readonly kind: 'file'; readonly size: number; readonly executable: boolean }
  | { readonly kind: 'directory' }
  | { readonly kind: 'missing' }
  /** It lies outside the project directory (by its real path), and no `--allow-read` covers it. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'unreadable'; readonly message: string };

/** The same with the content of a file. */
export type ProjectFile =
  | Exclude<FoundFile, { readonly kind: 'file' }>
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly executable: boolean };

/** How much of a directory is worth looking at. */
export interface WalkLimits {
  /** Sum of the sizes of its files. */
  readonly bytes: number;
  /** Number of its files and directories; links to a directory count as often as they lead there. */
  readonly entries: number;
}

/**
 * Law 8: a target reads the content of files only inside the project directory (real path, no link out of it), or
 * below a path that the user allows.
 */
export interface ProjectFiles {
  /** What is at an absolute path. Reads no content. */
  find(path: string): FoundFile;
  /** The names in a directory, sorted; undefined: not a readable directory of the project. */
  names(path: string): readonly string[] | undefined;
  /** The file at an absolute path. */
  read(path: string): ProjectFile;
  /**
   * All files below a directory, links followed only inside, and not back to a directory that leads to them; paths
   * relative to it, sorted. Reads no content. Undefined: not a readable directory of the project, or one beyond the
   * limits: it stops there.
   */
  walk(path: string, limits: WalkLimits): readonly { readonly path: string; readonly file: FoundFile }[] | undefined;
}

/** The project's files on a host; `allowed`: absolute paths that may be read besides. */
export function projectFiles(host: Host, projectDirectory: string, allowed: readonly string[]): ProjectFiles {
  const roots = [projectDirectory, ...allowed].map((path) => host.realPath(path) ?? path);
  const inside = (path: string) =>
    roots.some((root) => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`));

  const locate = (path: string): { readonly found: FoundFile; readonly real: string } => {
    const real = host.realPath(path);
    if (real === undefined) return { found: { kind: inside(path) ? 'missing' : 'outside' }, real: path };
    if (!inside(real)) return { found: { kind: 'outside' }, real };
    const stat = host.lstat(real);
    if (!stat) return { found: { kind: 'missing' }, real };
    if (stat.kind === 'directory') return { found: { kind: 'directory' }, real };
    if (stat.kind !== 'file') return { found: { kind: 'unreadable', message: 'not a regular file' }, real };
    return { found: { kind: 'file', size: stat.size, executable: stat.executable }, real };
  };

  return {
    find: (path) => locate(path).found,
    names(path) {
      const { found, real } = locate(path);
      const listed = found.kind === 'directory' ? host.listFolder(real) : undefined;
      return listed?.ok ? listed.value.toSorted() : undefined;
    },
    read(path) {
      const { found, real } = locate(path);
      if (found.kind !== 'file') return found;
      const bytes = host.readFile(real);
      if (!bytes.ok) return { kind: 'unreadable', message: bytes.message };
      return { kind: 'file', bytes: bytes.value, executable: found.executable };
    },
    walk(path, limits) {
      const files: { readonly path: string; readonly file: FoundFile }[] = [];
      let { bytes, entries } = limits;
      /** Whether all of a directory was seen within the limits; `above`: the real paths of those that lead to it. */
      const walkInto = (directory: string, prefix: string, above: ReadonlySet<string>): boolean => {
        const names = host.listFolder(directory);
        if (!names.ok) return true;
        return names.value.every((name) => {
          const { found, real } = locate(`${directory}/${name}`);
          entries -= 1;
          bytes -= found.kind === 'file' ? found.size : 0;
          if (entries < 0 || bytes < 0) return false;
          if (found.kind !== 'directory') files.push({ path: prefix + name, file: found });
          else if (!above.has(real)) return walkInto(real, `${prefix}${name}/`, new Set([...above, real]));
          return true;
        });
      };
      const { found, real } = locate(path);
      return found.kind === 'directory' && walkInto(real, '', new Set([real])) ? files : undefined;
    },
  };
}
