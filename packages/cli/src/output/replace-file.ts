import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hiddenName } from './hidden-name.ts';

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
  const beside = hiddenName(path, 'new');
  try {
    writeFileSync(beside, content, { flag: 'wx' });
    if (stat) chmodSync(beside, stat.mode & 0o7777);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
