import type { Service } from '@transpose/core';
import type { Basis } from '../facts/basis.ts';
import { dockerfileOf, ignoredOf } from '../dockerfile/dockerfile.ts';
import type { ContextCopy } from '../dockerfile/copies.ts';
import { isNamedBy } from '../dockerfile/ignore.ts';
import { builderOf } from '../pod/image.ts';
import { below, containerPath } from './container-path.ts';
import { baseName } from '../../shared/names/base-name.ts';

/** Whether an image holds the files that a bind mount of its own sources would bring. */
export type BuiltIn =
  /** Its Dockerfile copies them to this very place. `except`: names in the directory that `.dockerignore` leaves out. */
  | { readonly kind: 'certain'; readonly except: readonly string[] }
  /** Its Dockerfile copies something else, or somewhere else. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

/**
 * Whether the image of a service holds the file or directory `source` at `target`. Undefined: the project builds no such
 * image, or not from there. `names`: what is in the directory.
 */
export function builtIn(
  basis: Basis,
  service: Service,
  source: string,
  target: string,
  names: readonly string[] | undefined,
): BuiltIn | undefined {
  const build = builderOf(basis, service)?.build;
  if (!build?.context.startsWith('/')) return undefined;
  const context = containerPath(build.context);
  const inside = below(context, source);
  if (inside === undefined) return undefined;
  const path = inside.replace(/^\//, '');
  const stage = dockerfileOf(basis, service);
  if (!stage) return { kind: 'unknown' };
  if (!stage.copies.some((copy) => putsAt(copy, path, target, names !== undefined)))
    return { kind: stage.partly ? 'unknown' : 'missing' };
  const ignored = ignoredOf(basis, build);
  if (path !== '' && ignored(path)) return { kind: 'missing' };
  const except = (names ?? []).filter((name) => ignored(path === '' ? name : `${path}/${name}`));
  if (names !== undefined && names.length > 0 && except.length === names.length) return { kind: 'missing' };
  return { kind: 'certain', except };
}

/** Whether a copy puts a path of the context at a place of the image. */
function putsAt(copy: ContextCopy, path: string, target: string, directory: boolean): boolean {
  if (isNamedBy(copy.source, path) && !directory) {
    const under = containerPath(`${copy.target}/${baseName(path)}`);
    return (copy.into !== 'below' && copy.target === target) || (copy.into !== 'itself' && under === target);
  }
  const rest = isNamedBy(copy.source, path) ? '' : below(copy.source, path);
  return rest !== undefined && containerPath(`${copy.target}${rest}`) === target;
}
