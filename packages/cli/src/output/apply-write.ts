import { mkdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WritePlan } from './plan-write.ts';

/**
 * Carries out a plan, whole or not at all: every file is written beside its place first, then all are renamed; when
 * something fails, what was there before is put back. Throws the system's error then.
 */
export function applyWrite(plan: WritePlan): void {
  const undo: (() => void)[] = [];
  const leftovers: string[] = [];
  try {
    const made = madeDirectories(plan.directory);
    if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
    const staged = plan.writes.map(({ path, content, mode }) => {
      const place = join(plan.directory, path);
      const folder = madeDirectories(dirname(place));
      if (folder !== undefined) undo.push(() => rmSync(folder, { recursive: true, force: true }));
      const beside = hiddenBeside(place, 'new');
      undo.push(() => rmSync(beside, { force: true }));
      writeFileSync(beside, content, { mode, flag: 'wx' });
      return { place, beside };
    });
    for (const { place, beside } of staged) {
      setAside(place, undo, leftovers);
      renameSync(beside, place);
      undo.push(() => rmSync(place, { force: true }));
    }
    for (const path of plan.removals) setAside(join(plan.directory, path), undo, leftovers);
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
  for (const path of leftovers) rmSync(path, { force: true });
  for (const path of plan.removals) removeEmptyFolders(plan.directory, dirname(path));
}

/** Moves what stands at a place away, so that it can be put back. */
function setAside(place: string, undo: (() => void)[], leftovers: string[]): void {
  const beside = hiddenBeside(place, 'old');
  try {
    renameSync(place, beside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  leftovers.push(beside);
  undo.push(() => renameSync(beside, place));
}

const hiddenBeside = (place: string, word: string): string =>
  join(dirname(place), `.${basename(place)}.transpose-${process.pid}-${word}`);

/** Makes a directory and those above it; gives the topmost that was made. */
const madeDirectories = (path: string): string | undefined => mkdirSync(path, { recursive: true });

function removeEmptyFolders(root: string, folder: string): void {
  for (let at = folder; at !== '.' && at !== '/'; at = dirname(at)) {
    try {
      rmdirSync(join(root, at));
    } catch {
      return;
    }
  }
}
