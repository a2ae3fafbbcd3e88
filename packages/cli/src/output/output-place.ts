import type { Stats } from 'node:fs';
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Host } from '@transpose/core';
import type { OutputFile, Target } from '@transpose/targets';
import { localPath } from '../local-path.ts';
import { UsageError } from '../usage-error.ts';

/** Where the output goes. */
export type OutputPlace =
  | { readonly kind: 'stream' }
  | FilePlace
  /** A device or FIFO that is there already. */
  | { readonly kind: 'device'; readonly path: string };

/** Files in a directory, which is absolute; `output` is what `-o` said. */
export type FilePlace =
  | { readonly kind: 'directory'; readonly directory: string; readonly output: string }
  /** One file; what cannot appear in it goes beside it. */
  | { readonly kind: 'file'; readonly directory: string; readonly output: string; readonly name: string };

/** What `-o` says: nothing and `-` are standard output; a directory ends in a slash, or is one already; else a file. */
export function outputPlace(target: Target, output: string | undefined, host: Host): OutputPlace {
  if (output === '') throw new UsageError('-o needs a file, a directory or -');
  const path = output === undefined ? '' : localPath(host, output);
  const stat = output === undefined || output === '-' ? undefined : standing(path);
  if (output !== undefined && (endsAsDirectory(host, output) || stat?.isDirectory()))
    return { kind: 'directory', directory: path, output };
  if (target.stream === undefined) {
    const hint = output === undefined || output === '-' ? 'DIR/' : `${output}/`;
    throw new UsageError(`-t ${target.name} writes several files: give a directory, as -o ${hint}`);
  }
  if (output === undefined || output === '-') return { kind: 'stream' };
  if (stat && !stat.isFile()) return { kind: 'device', path };
  return { kind: 'file', directory: dirname(path), output, name: basename(path) };
}

const endsAsDirectory = (host: Host, output: string): boolean =>
  output.endsWith('/') || (host.paths !== undefined && output.endsWith('\\'));

/** What is at a path, links followed; undefined also when what leads there is no directory: writing will tell. */
function standing(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A target's files as they go to a place; a text says why they cannot go there. */
export function filesFor(
  place: OutputPlace,
  target: Target,
  files: readonly OutputFile[],
): readonly OutputFile[] | string {
  if (place.kind === 'directory') return files;
  if (place.kind === 'file')
    return files.map((file) => (file.path === target.stream ? { ...file, path: place.name } : file));
  const others = files.filter(({ path }) => path !== target.stream && path !== '.gitignore');
  if (others.length === 0) return files.filter(({ path }) => path === target.stream);
  const names = others.length > 3 ? `${others.length} more files` : others.map(({ path }) => path).join(', ');
  return `besides ${target.stream} this project needs ${names}: give a directory, as -o DIR/`;
}
