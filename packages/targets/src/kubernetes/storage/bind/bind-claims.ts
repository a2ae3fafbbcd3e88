import type { KeyPath } from '../../../account/key-path.ts';
import { pathTo } from '../../../account/key-path.ts';
import type { Basis } from '../../facts/basis.ts';
import type { ObjectNames } from '../../facts/names.ts';
import { dataFolder } from '../named-volume.ts';
import { containerPath } from '../container-path.ts';
import { claimNameForPath } from './path-name.ts';

/** Where a path of the machine is in the cluster. */
export interface BindClaim {
  readonly claim: string;
  /** In the claim. */
  readonly subPath: string;
}

/** The claims that stand for directories of the machine: one for each outermost path, inner ones lie in it. */
export interface BindClaims {
  of(source: string): BindClaim;
}

/** `paths`: all that are to be data, cleaned, with where they are written. */
export function bindClaims(basis: Basis, names: ObjectNames, paths: ReadonlyMap<string, KeyPath>): BindClaims {
  const known = new Set(paths.keys());
  const outermost = (path: string) => pathsAbove(path).find((above) => known.has(above)) ?? path;
  const claims = new Map<string, string>();
  for (const path of paths.keys()) {
    const outer = outermost(path);
    const name = claimNameForPath(basis, outer, paths.get(outer) ?? pathTo([]));
    if (!claims.has(outer)) claims.set(outer, names.reserve('PersistentVolumeClaim', name));
  }
  return {
    of(source) {
      const outer = outermost(source);
      const below = source.slice(outer === '/' ? 0 : outer.length);
      return { claim: claims.get(outer) ?? '', subPath: containerPath(`${dataFolder}/${below}`).slice(1) };
    },
  };
}

/** The directories above a path, outermost first, and the path itself. */
function pathsAbove(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)];
}
