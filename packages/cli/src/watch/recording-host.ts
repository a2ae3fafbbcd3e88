import type { Stats } from 'node:fs';
import { lstatSync, readdirSync, statSync } from 'node:fs';
import type { Host } from '@transpose/core';
import { localForm } from '@transpose/core';

/** What a conversion asked the host for: the state of each path, as it was just before. */
export interface Recording {
  readonly host: Host;
  /** By paths of the file system. */
  readonly files: ReadonlyMap<string, string>;
  /** The directories whose names were asked for. */
  readonly folders: ReadonlyMap<string, string>;
}

/** A host that keeps what it is asked for, also what is not there. */
export function recordingHost(host: Host): Recording {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  const note = (states: Map<string, string>, stateOf: (path: string) => string, path: string): void => {
    const local = localForm(host, path);
    if (!states.has(local)) states.set(local, stateOf(local));
  };
  return {
    files,
    folders,
    host: {
      ...host,
      readFile: (path) => (note(files, fileState, path), host.readFile(path)),
      lstat: (path) => (note(files, fileState, path), host.lstat(path)),
      realPath: (path) => (note(files, fileState, path), host.realPath(path)),
      listFolder: (path) => (note(folders, folderState, path), host.listFolder(path)),
    },
  };
}

/** The paths that are not what they were. */
export function changedPaths({ files, folders }: Recording): readonly string[] {
  const changed = (states: ReadonlyMap<string, string>, stateOf: (path: string) => string) =>
    [...states].flatMap(([path, state]) => (stateOf(path) === state ? [] : [path]));
  return [...new Set([...changed(files, fileState), ...changed(folders, folderState)])];
}

/** What is at a path and when it was written; of a directory only that it is one: files come and go in it. */
function fileState(path: string): string {
  const link = attempt(() => lstatSync(path));
  const stat = link?.isSymbolicLink() ? attempt(() => statSync(path)) : link;
  return `${entry(link)} ${entry(stat)}`;
}

const entry = (stat: Stats | undefined): string =>
  stat === undefined
    ? 'nothing'
    : stat.isDirectory()
      ? 'directory'
      : `${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.mode}`;

const folderState = (path: string): string => attempt(() => JSON.stringify(readdirSync(path).sort())) ?? 'nothing';

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
