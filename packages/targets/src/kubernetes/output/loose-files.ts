import type { Manifest } from '../objects/objects.ts';

/** The files of objects that belong to no service, in the order of their names. */
export const looseFiles = ['external-names', 'gateway', 'middlewares'] as const;

/** In which of them an object is. */
export function looseFileOf({ kind }: Manifest): (typeof looseFiles)[number] {
  return kind === 'Gateway' ? 'gateway' : kind === 'Middleware' ? 'middlewares' : 'external-names';
}
