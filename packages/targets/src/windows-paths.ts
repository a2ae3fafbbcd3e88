import type { LoadResult } from '@transpose/core';
import type { KeyPath } from './account/key-path.ts';
import { pathTo } from './account/key-path.ts';
import type { CheckedLedger } from './account/ledger.ts';

/**
 * Says of each path of Windows that a mount names what it is. What lies in the project directory has no such path in the
 * output, and needs no word.
 */
export function noteWindowsPaths({ project, origins }: LoadResult, ledger: CheckedLedger<never>): void {
  const inside = `${project?.working_dir ?? ''}/`;
  const note = (path: KeyPath, source: string | undefined): void => {
    // A pipe is a device of Windows, and its type says so.
    if (source === undefined || source.startsWith('\\\\.\\')) return;
    const span = origins.nearest(path)?.span;
    const written = span?.source.text.slice(span.start, span.end).replace(/^["']/, '') ?? '';
    const shown = JSON.stringify(source).replaceAll('\\\\', '\\');
    if (isOfWindows(source) || (isOfWindows(written) && !source.startsWith(inside)))
      ledger.note(`${shown} is a path of Windows, which only Docker on that machine finds: ${relative}`, path);
    else if (source.includes('\\'))
      ledger.note(`${shown} has backslashes, which separate directories on Windows alone: ${slashes}`, path);
  };
  for (const { name, volumes } of Object.values(project?.services ?? {}))
    for (const [index, { type, source }] of volumes.entries())
      if (type === 'bind') note(pathTo(['services', name, 'volumes', index, 'source']), source);
  for (const [name, { driver_opts: options }] of Object.entries(project?.volumes ?? {}))
    note(pathTo(['volumes', name, 'driver_opts', 'device']), options['device']);
}

const isOfWindows = (path: string): boolean => /^(?:[a-z]:[\\/]|\\\\)/i.test(path);

const relative = 'put the data into the project directory and mount it as ./data';
const slashes = 'write it with slashes';
