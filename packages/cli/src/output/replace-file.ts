import { chmodSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withStaging } from './staging.ts';

/**
 * Writes a file whole or not at all: it keeps its mode, a link stays a link, and into a device or FIFO is simply written.
 * Throws the system's error.
 */
export function replaceFile(named: string, content: string | Uint8Array): void {
  const stat = statSync(named, { throwIfNoEntry: false });
  if (stat && !stat.isFile()) {
    writeFileSync(named, content);
    return;
  }
  const path = stat ? realpathSync(named) : named;
  withStaging(dirname(path), (staging) => {
    const fresh = join(staging, 'new');
    writeFileSync(fresh, content);
    if (stat) chmodSync(fresh, stat.mode & 0o7777);
    renameSync(fresh, path);
  });
}
