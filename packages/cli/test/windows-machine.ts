import { win32 } from 'node:path';
import type { Host } from '@transpose/core';
import { windowsHost } from '@transpose/core';

/**
 * A Windows machine: paths with drives and backslashes, names in either case, and nothing at a path that is not one of its
 * own. `files` by such paths.
 */
export function windowsMachine(
  files: Readonly<Record<string, Uint8Array | string>>,
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Host {
  const known = new Map<string, { readonly path: string; readonly bytes: Uint8Array | undefined }>();
  const key = (path: string) =>
    win32
      .normalize(path)
      .replace(/(?<!:)\\$/, '')
      .toLowerCase();
  const names = new Map<string, Set<string>>();
  for (const [path, content] of Object.entries(files)) {
    known.set(key(path), { path, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content });
    for (let at = path; win32.dirname(at) !== at; at = win32.dirname(at)) {
      const above = win32.dirname(at);
      if (!known.has(key(above))) known.set(key(above), { path: above, bytes: undefined });
      names.set(key(above), (names.get(key(above)) ?? new Set()).add(win32.basename(at)));
    }
  }
  const at = (path: string) => {
    if (path.includes('/')) throw new Error(`the file system of Windows was asked for ${path}`);
    return known.get(key(path));
  };
  const missing = { ok: false, failure: 'not-found', message: 'no such file or directory' } as const;
  return windowsHost({
    cwd,
    env,
    readFile(path) {
      const found = at(path);
      if (!found) return missing;
      return found.bytes
        ? { ok: true, value: found.bytes }
        : { ok: false, failure: 'is-a-directory', message: 'is a directory' };
    },
    listFolder(path) {
      const listed = at(path) && names.get(key(path));
      return listed ? { ok: true, value: [...listed].sort() } : missing;
    },
    lstat(path) {
      const found = at(path);
      if (!found) return undefined;
      const { bytes } = found;
      const executable = bytes?.[0] === 0x23 && bytes[1] === 0x21;
      return { kind: bytes ? 'file' : 'directory', size: bytes?.length ?? 0, executable };
    },
    realPath: (path) => at(path)?.path,
  });
}
