import type { LoadResult, Path } from '@transpose/core';
import { isMap, isSeq, keyPathOf, nodeAt, projectFrom } from '@transpose/core';
import type { Use } from './uses.ts';

/**
 * The uses that a program added to a project after it was loaded (`{ ...loaded, project: edited }`): values that the
 * sources do not give. They have the origin of what they were added to. What was changed is a use of the sources.
 */
export function addedUses({
  tree,
  project,
  origins,
}: Pick<LoadResult, 'tree' | 'origins'> & Partial<Pick<LoadResult, 'project'>>): readonly Use[] {
  const uses: Use[] = [];
  if (!tree || !project) return uses;
  const written = projectFrom(tree, project);

  const collect = (value: unknown, before: unknown, path: Path): void => {
    if (value === before || isEmpty(value)) return;
    const found = uses.length;
    // Sections and what they name are not uses while there are keys in them.
    if (isObject(value) && (isObject(before) || path.length < 3))
      for (const [step, inner] of entriesOf(value))
        collect(inner, isObject(before) ? before[step as never] : undefined, [...path, step]);
    if (uses.length === found && !isObject(before)) add(path);
  };
  const add = (path: Path): void => {
    const key = keyPathOf(path);
    const origin = origins.nearest(path);
    const around = nodeAt(tree, path.slice(0, -1));
    // The parts of a value that the source writes as one text are not keys.
    const isPart = around !== undefined && !isMap(around) && !isSeq(around);
    const node = nodeAt(tree, path);
    if (key !== undefined && origin && !isPart && (!node || node.origin.implied)) uses.push({ path, key, origin });
  };
  for (const section of sections) collect(project[section], written[section], [section]);
  return uses;
}

const sections = ['services', 'networks', 'volumes', 'secrets', 'configs', 'models'] as const;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What the model fills in for what is not given. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);

const entriesOf = (value: object): readonly (readonly [step: string | number, value: unknown])[] =>
  Array.isArray(value) ? [...(value as readonly unknown[]).entries()] : Object.entries(value);
