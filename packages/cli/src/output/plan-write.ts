import { join } from 'node:path';
import type { OutputFile } from '@transpose/targets';
import type { IgnoreChange } from './gitignore.ts';
import { ignoreChange } from './gitignore.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import { isAsWritten, manifestName, parseManifest, printManifest, secretManifestName, sha256 } from './manifest.ts';
import { stagingName } from './staging.ts';
import { brokenStep, fileIn, statOf } from './standing.ts';

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

/** What a write would do. It is done in this order: `ignore`, `journal`, `writes`, `removals`, `manifests`. */
export interface WritePlan {
  readonly directory: string;
  /** `.gitignore`, where it changes: before there is anything to ignore. */
  readonly ignore: readonly OutputFile[];
  /** The manifests as they are while files change: they know what was there before, and what will be. */
  readonly journal: readonly OutputFile[];
  /** Files that are new or change. */
  readonly writes: readonly OutputFile[];
  readonly unchanged: readonly string[];
  readonly removals: readonly string[];
  /** The manifests as they are when all is done, where they change. */
  readonly manifests: readonly OutputFile[];
  /** Files that are no longer made, but were edited: they stay. */
  readonly kept: readonly string[];
  /** Why `.gitignore` stays as it is although paths are missing in it. */
  readonly unignored?: Extract<IgnoreChange, { kind: 'left' }>;
  /** Why nothing can be written. */
  readonly obstacles: readonly Obstacle[];
}

/** A file that is in the way. */
export interface Obstacle {
  readonly path: string;
  /** What follows the path in a sentence: `was edited since transpose wrote it`. */
  readonly what: string;
}

/** Compares what is to be written with what is there. Reads only. */
export function planWrite({ directory, files: emitted, by, force }: WriteRequest): WritePlan {
  const files = emitted.filter(({ path }) => path !== '.gitignore');
  const known = knownFiles(directory);
  const writes: OutputFile[] = [];
  const unchanged: string[] = [];
  const obstacles: Obstacle[] = ownObstacles(directory);
  for (const file of files) {
    const obstacle = obstacleTo(directory, file, known, force);
    if (obstacle) obstacles.push(obstacle);
    else if (isThere(directory, file)) unchanged.push(file.path);
    else writes.push(file);
  }

  const made = new Set(files.map(({ path }) => path));
  const removals: string[] = [];
  const kept: string[] = [];
  for (const [path, entries] of known) {
    if (made.has(path) || entries.some((entry) => entry.by !== by)) continue;
    const now = fileIn(directory, path);
    if (!now) continue;
    const hash = sha256(now.bytes);
    if (force || entries.some((entry) => isAsWritten(entry, hash))) removals.push(path);
    else kept.push(path);
  }

  const manifests = manifestsAfter(directory, files, known, by);
  const journaled = writes.length + removals.length === 0 ? [] : journal(directory, manifests, writes);
  const isLast = (file: OutputFile): boolean =>
    journaled.some(({ path }) => path === file.path) || !isThere(directory, file);
  const change = ignoreChange(directory, pathsToIgnore(emitted, manifests));
  return {
    directory,
    ignore: change.kind === 'write' ? [{ path: '.gitignore', content: change.content, mode: 0o644 }] : [],
    journal: journaled,
    writes,
    unchanged,
    removals,
    manifests: manifests.map(manifestFile).filter(isLast),
    kept,
    ...(change.kind === 'left' && { unignored: change }),
    obstacles,
  };
}

/** The plan for files that Transpose does not keep track of. */
export function plainWrite(directory: string, writes: readonly OutputFile[]): WritePlan {
  const none = { ignore: [], journal: [], unchanged: [], removals: [], manifests: [], kept: [], obstacles: [] };
  return { ...none, directory, writes };
}

/** A manifest under its name. */
type NamedManifest = readonly [name: string, manifest: Manifest];

/** The private one first: what it hides must not be in the open one while it is not yet here. */
const manifestNames = [secretManifestName, manifestName] as const;

export function readManifest(directory: string, name: string): Manifest {
  return parseManifest(fileIn(directory, name)?.bytes.toString() ?? '');
}

/** All that the manifests of a directory say of each path. */
function knownFiles(directory: string): ReadonlyMap<string, readonly ManifestEntry[]> {
  const known = new Map<string, ManifestEntry[]>();
  for (const name of manifestNames)
    for (const [path, entry] of readManifest(directory, name)) known.set(path, [...(known.get(path) ?? []), entry]);
  return known;
}

/** The manifests when all is done. A private file is in the private one, and so is what only that one knew before. */
function manifestsAfter(
  directory: string,
  files: readonly OutputFile[],
  known: ReadonlyMap<string, readonly ManifestEntry[]>,
  by: string,
): readonly NamedManifest[] {
  const secret = new Set(readManifest(directory, secretManifestName).keys());
  const open = new Map<string, ManifestEntry>();
  const closed = new Map<string, ManifestEntry>();
  for (const [path, [entry]] of known)
    if (entry && entry.by !== by) (secret.has(path) ? closed : open).set(path, entry);
  for (const { path, content, mode } of files) {
    open.delete(path);
    closed.delete(path);
    (isPrivate(mode) ? closed : open).set(path, { by, sha256: sha256(content) });
  }
  const needed = closed.size > 0 || statOf(join(directory, secretManifestName)) !== undefined;
  return [...(needed ? [[secretManifestName, closed] as const] : []), [manifestName, open]];
}

/** What each manifest says before files change: what it said, and for what is written both the old and the new content. */
function journal(
  directory: string,
  manifests: readonly NamedManifest[],
  writes: readonly OutputFile[],
): readonly OutputFile[] {
  const written = new Set(writes.map(({ path }) => path));
  const files = manifests.map(([name, after]) => {
    const before = readManifest(directory, name);
    const both = new Map([...before, ...after]);
    for (const path of written) {
      const [old, fresh] = [before.get(path), after.get(path)];
      if (old && fresh) both.set(path, { ...fresh, before: [...new Set([old.sha256, ...(old.before ?? [])])] });
    }
    return manifestFile([name, both]);
  });
  return files.filter((file) => !isThere(directory, file));
}

function manifestFile([path, manifest]: NamedManifest): OutputFile {
  return { path, content: printManifest(manifest), mode: path === secretManifestName ? 0o600 : 0o644 };
}

/** What the target asks for, the files that only their owner may read, and what may hold them for a moment. */
function pathsToIgnore(emitted: readonly OutputFile[], manifests: readonly NamedManifest[]): readonly string[] {
  const wanted = emitted.find(({ path }) => path === '.gitignore')?.content.split('\n') ?? [];
  const lines = wanted.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.replace(/^\//, ''));
  const secret = manifests.flatMap(([name, manifest]) => (name === secretManifestName ? [...manifest.keys()] : []));
  return [...new Set([...lines, ...secret, ...(secret.length > 0 ? [secretManifestName, `${stagingName}/`] : [])])];
}

/** What is in the place of our own files, and not a file that can be replaced. */
function ownObstacles(directory: string): Obstacle[] {
  return manifestNames.flatMap((path) =>
    statOf(join(directory, path))?.isDirectory() ? [{ path, what: 'is a directory' }] : [],
  );
}

function obstacleTo(
  directory: string,
  { path, content }: OutputFile,
  known: ReadonlyMap<string, readonly ManifestEntry[]>,
  force: boolean,
): Obstacle | undefined {
  const broken = brokenStep(directory, path);
  if (broken !== undefined) return { path: broken, what: `is not a directory, but ${path} must be written into it` };
  const stat = statOf(join(directory, path));
  if (!stat) return undefined;
  if (stat.isDirectory()) return { path, what: 'is a directory' };
  if (force) return undefined;
  const now = fileIn(directory, path)?.bytes;
  if (!now) return { path, what: 'is not a regular file' };
  if (now.equals(Buffer.from(content))) return undefined;
  const entries = known.get(path);
  if (!entries) return { path, what: 'exists and is not known to be written by transpose' };
  const hash = sha256(now);
  const asWritten = entries.some((entry) => isAsWritten(entry, hash));
  return asWritten ? undefined : { path, what: 'was edited since transpose wrote it' };
}

/** Whether the file is there with the same bytes, is as private as it must be, and executable if it must be. */
function isThere(directory: string, { path, content, mode }: OutputFile): boolean {
  const now = fileIn(directory, path);
  return now !== undefined && now.bytes.equals(Buffer.from(content)) && hasMode(now.mode, mode);
}

/** Whether permission bits are as private as they must be, and executable if they must be. */
export const hasMode = (now: number, wanted: number): boolean =>
  (!isPrivate(wanted) || isPrivate(now)) && (wanted & 0o100 & ~now) === 0;

/** Whether these permission bits keep a file from all but its owner. */
export const isPrivate = (mode: number): boolean => (mode & 0o077) === 0;
