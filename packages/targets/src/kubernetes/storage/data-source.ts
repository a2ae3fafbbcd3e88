import type { Path } from '@transpose/core';
import { isBelow } from '../container-path.ts';

/** What Docker has for a claim: a volume of the engine, or a directory or file of its host. */
export interface DataSource {
  readonly kind: 'volume' | 'directory' | 'file';
  /** The volume's real name, or an absolute path. */
  readonly name: string;
  /** The mount that names it. */
  readonly path: Path;
  /** Where it belongs in the claim, the directory of a file; empty: the root of the claim. */
  readonly folder: string;
}

/** Those that no other one holds: a directory brings along what is in it. */
export function outermostSources(sources: readonly DataSource[]): readonly DataSource[] {
  const unique = sources.filter(
    (one, index) => sources.findIndex(({ kind, name }) => kind === one.kind && name === one.name) === index,
  );
  const isHeld = (one: DataSource) =>
    one.kind !== 'volume' &&
    unique.some((other) => other !== one && other.kind === 'directory' && isBelow(other.name, one.name));
  return unique.filter((one) => !isHeld(one));
}
