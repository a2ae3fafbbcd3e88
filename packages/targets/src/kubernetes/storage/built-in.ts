import type { Service } from '@transpose/core';
import type { Basis } from '../context.ts';
import { dockerfileOf } from '../dockerfile.ts';
import { containerPath, isBelow } from './mount-uses.ts';

/**
 * Whether the image that a service builds holds what the bind mount of its own sources would bring: `certain` when a COPY
 * puts that source at that target, `likely` when it copies anything of the context.
 */
export function isBuiltIn(
  basis: Basis,
  service: Service,
  source: string,
  target: string,
  directory: boolean,
): 'certain' | 'likely' | undefined {
  const context = service.build?.context;
  if (context === undefined || !context.startsWith('/') || !isBelow(containerPath(context), source)) return undefined;
  const copies = dockerfileOf(basis.files, service)?.copies ?? [];
  for (const copy of copies) {
    for (const copied of copy.sources) {
      const from = containerPath(`${context}/${copied}`);
      const into = containerPath(copy.target);
      // A directory is copied by its content, a file into a directory under its own name.
      const ends = [into, containerPath(`${into}/${copied.slice(copied.lastIndexOf('/') + 1)}`)];
      if (!isBelow(from, source)) continue;
      const rest = source.slice(from === '/' ? 0 : from.length);
      if (ends.some((end) => containerPath(`${end}${rest}`) === target)) return 'certain';
    }
  }
  return directory && copies.length > 0 ? 'likely' : undefined;
}
