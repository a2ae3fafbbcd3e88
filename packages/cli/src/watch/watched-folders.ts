import type { FSWatcher } from 'node:fs';
import { existsSync, realpathSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Recording } from './recording-host.ts';

/** The directories in which something can happen to what was asked for: where it is, leads to, or would come to be. */
export function foldersOf({ files, folders }: Recording): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of files.keys()) {
    found.add(nearest(dirname(path)));
    if (existsSync(path)) found.add(dirname(realpathSync(path)));
  }
  for (const path of folders.keys()) found.add(nearest(path));
  return found;
}

const nearest = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearest(dirname(path)));

/** Watches directories, and others when they change; `happened` is called for whatever happens in them. */
export function folderWatch(happened: () => void) {
  const watched = new Map<string, FSWatcher>();
  const drop = (path: string): void => {
    watched.get(path)?.close();
    watched.delete(path);
  };
  return {
    follow(folders: ReadonlySet<string>): void {
      for (const path of watched.keys()) if (!folders.has(path)) drop(path);
      for (const path of folders) {
        if (watched.has(path)) continue;
        const watcher = watch(path, happened);
        // A directory that is removed: what is above it is watched once the project was read again.
        watcher.on('error', () => (drop(path), happened()));
        watched.set(path, watcher);
      }
    },
    close(): void {
      for (const path of watched.keys()) drop(path);
    },
  };
}
