import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where files are made before they are renamed into their places: in the directory that they are for. */
export const stagingName = '.transpose-staging';

const hour = 3_600_000;

/**
 * Does work that needs a place in a directory for files on their way, and removes that place. Only its owner may look
 * into it, and Git ignores what is in it. What runs that were killed have left there is removed as well.
 */
export function withStaging<T>(directory: string, work: (staging: string) => T): T {
  const above = join(directory, stagingName);
  makeStaging(above);
  const own = mkdtempSync(join(above, `${process.pid}-`));
  try {
    writeFileSync(join(own, '.gitignore'), '*\n');
    return work(own);
  } finally {
    rmSync(own, { recursive: true, force: true });
    removeIfEmpty(above);
  }
}

/** A link in this place could lead to any directory: what is in it is not ours to remove. */
function makeStaging(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return;
  }
  if (!stat.isDirectory()) throw Object.assign(new Error('is in the way: it is not a directory, remove it'), { path });
  for (const name of readdirSync(path)) {
    const left = join(path, name);
    if (/^\d+-[A-Za-z0-9]{6}$/.test(name) && isDead(left, Number(name.split('-')[0])))
      rmSync(left, { recursive: true, force: true });
  }
}

/** Whether a run has ended. A number of a process says nothing of one in another container, its age does. */
function isDead(staging: string, pid: number): boolean {
  const stat = statSync(staging, { throwIfNoEntry: false });
  if (!stat || pid === process.pid || Date.now() - stat.mtimeMs > hour) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Another run is at work in it.
  }
}
