import type { Host } from '@transpose/core';
import { absolutePath, mainFileNames } from '@transpose/core';
import { UsageError } from '../usage-error.ts';

/** Directories of tools, which hold what others made. */
const passedOver = ['.git', 'node_modules'];

/**
 * The directories with a Compose file at or below those that are given, absolute and sorted. Links are followed where they
 * are given, and not below. `output`, where what is written goes, is passed over.
 */
export function findProjects(host: Host, given: readonly string[], output?: string): readonly string[] {
  const found = new Set<string>();
  for (const name of given) {
    const directory = absolutePath(host, name);
    const listed = host.listFolder(directory);
    if (!listed.ok) throw new UsageError(`--each ${name}: ${listed.message}`);
    visit(host, directory, output, found);
  }
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

/** A directory that cannot be listed is passed over, as what is below it is of no project that the user can read. */
function visit(host: Host, directory: string, output: string | undefined, found: Set<string>): void {
  const listed = host.listFolder(directory);
  if (!listed.ok || found.has(directory)) return;
  if (listed.value.some((name) => mainFileNames.includes(name))) found.add(directory);
  for (const name of listed.value) {
    const path = `${directory.replace(/\/$/, '')}/${name}`;
    if (passedOver.includes(name) || path === output || host.lstat(path)?.kind !== 'directory') continue;
    visit(host, path, output, found);
  }
}

/** The path from the deepest directory that holds all that are given: where in the output a project goes. */
export function commonDirectory(directories: readonly string[]): string {
  const [first = [], ...others] = directories.map((path) => path.split('/').filter((step) => step !== ''));
  const end = first.findIndex((step, index) => others.some((path) => path[index] !== step));
  return `/${first.slice(0, end < 0 ? first.length : end).join('/')}`;
}

/** A path below a directory, without it; empty for itself. */
export const pathBelow = (directory: string, path: string): string =>
  path === directory ? '' : path.slice(directory === '/' ? 1 : directory.length + 1);
