import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from '@transpose/targets';
import type { WritePlan } from './plan-write.ts';
import { withStaging } from './staging.ts';

/**
 * Carries out a plan, whole or not at all: every file is made in the staging directory, then each is renamed into its
 * place, in the plan's order; when something fails, what was there before is put back. Throws the system's error then,
 * with the path of the file that was wanted. A run that is killed leaves a state that the next one takes up: `journal`
 * says beforehand what it was about to write.
 */
export function applyWrite(plan: WritePlan): void {
  const undo: (() => void)[] = [];
  const files = [...plan.ignore, ...plan.journal, ...plan.writes, ...plan.manifests];
  const restore = (): void => {
    for (const step of undo.splice(0).reverse()) attempt(step);
  };
  const write = (staging: string): void => {
    const staged = files.map((file, index) => stage(plan.directory, file, join(staging, String(index)), undo));
    // What is removed goes before the last manifests, which no longer know it.
    const removals = plan.removals.map((path) => () => takeAway(join(plan.directory, path), staging, undo));
    staged.splice(staged.length - plan.manifests.length, 0, ...removals);
    for (const step of staged) step(staging);
  };
  whole(() => {
    try {
      makeDirectory(plan.directory, undo);
      withStaging(plan.directory, (staging) => {
        try {
          write(staging);
        } catch (error) {
          restore();
          throw error;
        }
      });
    } catch (error) {
      restore();
      throw error;
    }
  });
  for (const path of plan.removals) removeEmptyFolders(plan.directory, dirname(path));
}

/** Makes a file in the staging directory; gives the step that brings it to its place. */
function stage(directory: string, { path, content, mode }: OutputFile, fresh: string, undo: (() => void)[]) {
  const place = join(directory, path);
  return about(place, () => {
    makeDirectory(dirname(place), undo);
    writeFileSync(fresh, content, { mode, flag: 'wx' });
    return (staging: string): void =>
      about(place, () => {
        keepOld(place, staging, undo);
        renameSync(fresh, place);
      });
  });
}

/** Lets an error be about the file that was wanted, wherever it is on its way. */
function about<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}

/** Keeps what is in a place, which stays there until something is renamed over it. */
function keepOld(place: string, staging: string, undo: (() => void)[]): void {
  const stat = lstatSync(place, { throwIfNoEntry: false });
  if (!stat) {
    undo.push(() => rmSync(place, { force: true }));
  } else if (stat.isFile()) {
    const old = join(staging, `old-${undo.length}`);
    try {
      linkSync(place, old);
    } catch {
      // A file system without hard links.
      copyFileSync(place, old);
    }
    undo.push(() => renameSync(old, place));
  } else {
    takeAway(place, staging, undo);
  }
}

function takeAway(place: string, staging: string, undo: (() => void)[]): void {
  const old = join(staging, `old-${undo.length}`);
  about(place, () => renameSync(place, old));
  undo.push(() => renameSync(old, place));
}

/**
 * Makes a directory and those above it. Not by `recursive` of Node, which never ends where a file system that is there
 * takes no new directories (`/proc`).
 */
function makeDirectory(path: string, undo: (() => void)[]): void {
  if (isDirectory(path)) return;
  if (dirname(path) !== path) makeDirectory(dirname(path), undo);
  try {
    mkdirSync(path);
    undo.push(() => rmdirSync(path));
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!isDirectory(path)) throw error;
  }
}

/** One step that fails must not keep the others from being undone. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // What cannot be put back stays in its new state, which the journal knows.
  }
}

const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function removeEmptyFolders(root: string, folder: string): void {
  for (let at = folder; at !== '.' && at !== '/'; at = dirname(at)) {
    try {
      rmdirSync(join(root, at));
    } catch {
      return;
    }
  }
}

/** Signals that end a program by default wait until the work is done: it is short, and better whole. */
function whole(work: () => void): void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const wait = (): void => undefined;
  for (const signal of signals) process.on(signal, wait);
  try {
    work();
  } finally {
    for (const signal of signals) process.off(signal, wait);
  }
}
