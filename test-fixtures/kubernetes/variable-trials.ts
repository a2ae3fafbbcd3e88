import type { Host, LoadResult } from '@transpose/core';
import { loadProject } from '@transpose/core';
import type { FoundProject } from './projects.ts';

/** Values of variables; undefined: it is not set. */
export type Values = Readonly<Record<string, string | undefined>>;

/** Each variable set, empty and not set, all of them at once. `set`: the value of the variable at an index. */
export const trialsOf = (names: readonly string[], set: (at: number) => string): readonly Values[] =>
  [set, () => '', () => undefined].map((value) => Object.fromEntries(names.map((name, at) => [name, value(at)])));

/** A project whose variables have other values: as in an environment that has them, and with no env file. */
export function loadedWith(
  { host, loaded, loadOptions }: FoundProject,
  values: Values,
): { readonly host: Host; readonly loaded: LoadResult } {
  const changed = { ...host, env: { ...loaded.environment, ...values } };
  return { host: changed, loaded: loadProject(changed, { ...loadOptions, envFiles: ['/dev/null'] }) };
}
