import { objectName } from '../../shared/k8s-name.ts';
import type { Basis, ObjectNames } from '../context.ts';
import { dataFolder } from './named-volume.ts';
import { containerPath, isBelow } from './mount-uses.ts';

/** Where a path of the machine stands in the cluster. */
export interface BindClaim {
  readonly claim: string;
  /** In the claim. */
  readonly subPath: string;
}

/** The claims that stand for directories of the machine: one for each outermost path, inner ones lie in it. */
export interface BindClaims {
  of(source: string): BindClaim;
}

/** `paths`: all that are to be data, cleaned. */
export function bindClaims(basis: Basis, names: ObjectNames, paths: readonly string[]): BindClaims {
  const known = new Set(paths);
  const outermost = (path: string) => pathsAbove(path).find((above) => known.has(above)) ?? path;
  const claims = new Map<string, string>();
  for (const path of paths) {
    const outer = outermost(path);
    if (!claims.has(outer)) claims.set(outer, names.reserve('PersistentVolumeClaim', claimName(basis, outer)));
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

/** By its path in the project, else by its whole path: `./data/db` is `data-db`, `/srv/media` is `srv-media`. */
function claimName(basis: Basis, path: string): string {
  const project = containerPath(basis.project.working_dir);
  const relative = isBelow(project, path) ? path.slice(project.length) : path;
  return relative === '' ? 'project' : objectName(relative);
}
