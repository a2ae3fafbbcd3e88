import type { Manifest } from '../../kubernetes/objects/objects.ts';

/** A part of an object while its template is made: plain data that may hold marks. */
export type Tree = Record<string, unknown>;

/** A copy of an object that can be changed. */
export const treeOf = (object: Manifest): Tree => JSON.parse(JSON.stringify(object)) as Tree;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A map inside a tree; undefined where there is none. */
export function treeAt(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  let at: unknown = tree;
  for (const step of path) at = isTree(at) ? at[step] : undefined;
  return isTree(at) ? at : undefined;
}

/** The maps of a list inside a tree. */
export function treesAt(tree: Tree | undefined, key: string): readonly Tree[] {
  const found = tree?.[key];
  return Array.isArray(found) ? found.filter(isTree) : [];
}

/** Changes every text of a tree in place; `above`: the keys around it. */
export function changeTexts(
  value: unknown,
  change: (text: string, key: string, above: string) => string,
  key = '',
  above = '',
): unknown {
  if (typeof value === 'string') return change(value, key, above);
  if (Array.isArray(value)) return value.map((one) => changeTexts(one, change, key, above));
  if (!isTree(value)) return value;
  for (const [name, inner] of Object.entries(value)) value[name] = changeTexts(inner, change, name, key);
  return value;
}
