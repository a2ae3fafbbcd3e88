import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '@transpose/targets';
import { ignoring } from './gitignore.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import { manifestName, parseManifest, printManifest, secretManifestName, sha256 } from './manifest.ts';

/** What to write where. */
export interface WriteRequest {
  /** Absolute. */
  readonly directory: string;
  readonly files: readonly OutputFile[];
  /** What writes: only files of the same writer are removed when they are no longer made. */
  readonly by: string;
  /** Replace and remove also what was edited, or is not ours. */
  readonly force: boolean;
}

/** What a write would do. */
export interface WritePlan {
  readonly directory: string;
  /** Files that are new or change, the manifests and `.gitignore` last. */
  readonly writes: readonly OutputFile[];
  readonly unchanged: readonly string[];
  readonly removals: readonly string[];
  /** Files that are no longer made, but were edited: they stay. */
  readonly kept: readonly string[];
  /** Why nothing can be written. */
  readonly obstacles: readonly Obstacle[];
}

/** A file that stands in the way. */
export interface Obstacle {
  readonly path: string;
  /** What follows the path in a sentence: `was edited since transpose wrote it`. */
  readonly what: string;
}

/** Compares what is to be written with what stands there. Reads only. */
export function planWrite({ directory, files: emitted, by, force }: WriteRequest): WritePlan {
  const files = emitted.filter(({ path }) => path !== '.gitignore');
  const before = new Map([...readManifest(directory, manifestName), ...readManifest(directory, secretManifestName)]);
  const writes: OutputFile[] = [];
  const unchanged: string[] = [];
  const obstacles: Obstacle[] = [];
  for (const file of files) {
    const obstacle = obstacleTo(directory, file, before, force);
    if (obstacle) obstacles.push(obstacle);
    else if (standsAlready(directory, file)) unchanged.push(file.path);
    else writes.push(file);
  }

  const made = new Set(files.map(({ path }) => path));
  const stale = [...before].filter(([path, entry]) => entry.by === by && !made.has(path));
  const removals: string[] = [];
  const kept: string[] = [];
  for (const [path, entry] of stale) {
    const now = readIfFile(join(directory, path));
    if (now === undefined) continue;
    if (force || sha256(now) === entry.sha256) removals.push(path);
    else kept.push(path);
  }

  const after = new Map([...before].filter(([path, entry]) => entry.by !== by || made.has(path)));
  for (const { path, content } of files) after.set(path, { by, sha256: sha256(content) });
  const own = ownFiles(directory, files, emitted, after);
  return {
    directory,
    writes: [...writes, ...own.filter((file) => !standsAlready(directory, file))],
    unchanged,
    removals,
    kept,
    obstacles,
  };
}

/** The manifests and `.gitignore`, as they are to be. */
function ownFiles(
  directory: string,
  files: readonly OutputFile[],
  emitted: readonly OutputFile[],
  after: Manifest,
): readonly OutputFile[] {
  const secret = new Set(files.filter(({ mode }) => isPrivate(mode)).map(({ path }) => path));
  for (const path of readManifest(directory, secretManifestName).keys())
    if (after.has(path) && !files.some((file) => file.path === path)) secret.add(path);
  const open = new Map<string, ManifestEntry>([...after].filter(([path]) => !secret.has(path)));
  const closed = new Map<string, ManifestEntry>([...after].filter(([path]) => secret.has(path)));

  const own: OutputFile[] = [{ path: manifestName, content: printManifest(open), mode: 0o644 }];
  if (closed.size > 0 || readIfFile(join(directory, secretManifestName)))
    own.push({ path: secretManifestName, content: printManifest(closed), mode: 0o600 });
  const wanted = emitted.find(({ path }) => path === '.gitignore')?.content.split('\n') ?? [];
  const lines = wanted.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.replace(/^\//, ''));
  const paths = [...new Set([...lines, ...secret, ...(secret.size > 0 ? [secretManifestName] : [])])];
  const ignore = readIfFile(join(directory, '.gitignore'))?.toString() ?? '';
  const content = ignoring(ignore, paths);
  if (content !== ignore) own.push({ path: '.gitignore', content, mode: 0o644 });
  return own;
}

export function readManifest(directory: string, name: string): Manifest {
  return parseManifest(readIfFile(join(directory, name))?.toString() ?? '');
}

function obstacleTo(directory: string, file: OutputFile, manifest: Manifest, force: boolean): Obstacle | undefined {
  const { path } = file;
  const steps = path.split('/');
  for (let length = 1; length < steps.length; length += 1) {
    const parent = steps.slice(0, length).join('/');
    const stat = statOf(join(directory, parent));
    if (stat && !stat.isDirectory())
      return { path: parent, what: `is no directory, but ${path} must be written into it` };
  }
  const stat = statOf(join(directory, path));
  if (!stat) return undefined;
  if (stat.isDirectory()) return { path, what: 'is a directory' };
  if (force) return undefined;
  if (!stat.isFile()) return { path, what: 'is no regular file' };
  const now = readFileSync(join(directory, path));
  if (now.equals(Buffer.from(file.content))) return undefined;
  const entry = manifest.get(path);
  if (!entry) return { path, what: 'exists and is not known to be written by transpose' };
  return entry.sha256 === sha256(now) ? undefined : { path, what: 'was edited since transpose wrote it' };
}

/** Whether the file is there with the same bytes, is as private as it must be, and executable if it must be. */
function standsAlready(directory: string, { path, content, mode }: OutputFile): boolean {
  const stat = statOf(join(directory, path));
  if (!stat?.isFile() || !readFileSync(join(directory, path)).equals(Buffer.from(content))) return false;
  return hasMode(stat.mode, mode);
}

/** Whether permission bits are as private as they must be, and executable if they must be. */
export const hasMode = (now: number, wanted: number): boolean =>
  (!isPrivate(wanted) || isPrivate(now)) && (wanted & 0o100 & ~now) === 0;

/** Whether these permission bits keep a file from all but its owner. */
export const isPrivate = (mode: number): boolean => (mode & 0o077) === 0;

const statOf = (path: string) => lstatSync(path, { throwIfNoEntry: false });

function readIfFile(path: string): Buffer | undefined {
  return statOf(path)?.isFile() ? readFileSync(path) : undefined;
}
