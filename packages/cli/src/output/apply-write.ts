import { mkdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hiddenName } from './hidden-name.ts';
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
      const beside = hiddenName(place, 'new');
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
  const beside = hiddenName(place, 'old');
  try {
    renameSync(place, beside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  leftovers.push(beside);
  undo.push(() => renameSync(beside, place));
}

/**
 * Makes a directory and those above it; gives the topmost that was made. Not by `recursive` of Node, which never ends
 * where a file system that is there takes no new directories (`/proc`).
 */
function madeDirectories(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const above = dirname(path) === path ? undefined : madeDirectories(dirname(path));
  try {
    mkdirSync(path);
    return above ?? path;
  } catch (error) {
    // Another run may have made it meanwhile.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return above;
    throw error;
  }
}

function removeEmptyFolders(root: string, folder: string): void {
  for (let at = folder; at !== '.' && at !== '/'; at = dirname(at)) {
    try {
      rmdirSync(join(root, at));
    } catch {
      return;
    }
  }
}
