import type { LoadResult, Path } from '@transpose/core';
import { isScalar, nodeAt } from '@transpose/core';
import type { Ledger } from '../account/ledger.ts';
import { isUse } from '../account/uses.ts';
import type { Ref } from './ref.ts';
import { entriesOf, isList, isRecord } from './ref.ts';
import type { Sources } from './model/sources.ts';

/** What templates read of a project. */
export interface Reads {
  /** Notes that a value is used at a place of a template (`job.hcl.hbs:12`), whole. Says whether a secret was in it. */
  use(ref: Ref, place: string): boolean;
  /** Tells the ledger. */
  tell(ledger: Ledger): void;
}

const keyOf = (path: Path): string => JSON.stringify(path);

export function createReads(loaded: Pick<LoadResult, 'tree'>, sources: Sources, secretPaths: readonly Path[]): Reads {
  const values = new Map<string, { path: Path; place: string; secret: boolean }>();
  const names = new Map<string, { path: Path; place: string }>();
  const secret = new Set(secretPaths.map(keyOf));
  const aboveSecret = new Set(secretPaths.flatMap((path) => path.map((_, index) => keyOf(path.slice(0, index)))));

  const holdsSecret = (path: Path, key: string): boolean =>
    aboveSecret.has(key) || path.some((_, index) => secret.has(keyOf(path.slice(0, index + 1))));
  /** Whether a value at a path holds a secret: found out when it is read first. */
  const noteValue = (path: Path, place: string): boolean => {
    const key = keyOf(path);
    let known = values.get(key);
    if (!known) values.set(key, (known = { path, place, secret: secret.size > 0 && holdsSecret(path, key) }));
    return known.secret;
  };

  const use = (ref: Ref, place: string): boolean => {
    if (ref.nameOf) {
      const key = keyOf(ref.nameOf);
      if (!names.has(key)) names.set(key, { path: ref.nameOf, place });
      return false;
    }
    const collection = isList(ref.value) || isRecord(ref.value);
    // What is made of several keys, and the whole model, tells piece by piece.
    if (ref.items || (collection && (ref.from !== undefined || ref.at?.length === 0))) {
      return entriesOf(ref, sources).reduce((found, [, value]) => use(value, place) || found, false);
    }
    const paths = ref.from ?? (ref.at ? [ref.at] : []);
    const secrets = paths.filter((path) => noteValue(path, place));
    return ref.open !== true && secrets.length > 0;
  };

  return {
    use,
    tell(ledger) {
      for (const { path, place } of values.values()) if (path.length > 0) ledger.carried(path, place);
      for (const { path, place } of names.values()) {
        const node = nodeAt(loaded.tree, path);
        // `networks: [front]` says a name and nothing else; of `KEY: value` the name is not all.
        if (node && isUse(node) && (!isScalar(node) || node.value === null)) ledger.carried(path, place);
      }
    },
  };
}
