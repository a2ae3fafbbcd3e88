import type { Node, Path } from '@transpose/core';
import { isMap, isSeq, isString } from '@transpose/core';
import { wordsBefore } from './secret-places.ts';

/** Maps whose keys are the user's own names: of variables, labels, options. */
const namedMaps = new Set(['environment', 'args', 'labels', 'annotations', 'options', 'driver_opts', 'storage_opt']);
/** Lists whose items are the words of a command. */
const commands = new Set(['command', 'entrypoint', 'test']);
/** What stands for nothing of a file: the other way to write what is written elsewhere. */
export const isExtension = (path: Path): boolean => typeof path[0] === 'string' && path[0].startsWith('x-');

/** The name that the user gave to the value at a path: of a variable, a label, an option. */
export function nameAt(path: Path): string | undefined {
  const above = path.at(-2);
  return typeof above === 'string' && namedMaps.has(above) && path.length > 2 ? String(path.at(-1)) : undefined;
}

/** All values that are texts or numbers; `before`: the words of a command before one of them. */
export function forEachText(
  tree: Node | undefined,
  see: (text: string, path: Path, before: string | undefined) => void,
): void {
  const visit = (node: Node, path: Path, before?: string): void => {
    if (isMap(node)) for (const [key, value] of node.entries) visit(value, [...path, key]);
    else if (isSeq(node)) {
      const words = node.items.map((item) =>
        item.kind === 'scalar' && typeof item.value === 'string' ? item.value : '',
      );
      const command = commands.has(String(path.at(-1)));
      node.items.forEach((item, at) => visit(item, [...path, at], command ? wordsBefore(words, at) : undefined));
    } else if (node.value !== null && typeof node.value !== 'boolean' && typeof node.value !== 'object') {
      see(String(node.value), path, before);
    }
  };
  if (tree) visit(tree, []);
}

const named = ['services', 'networks', 'volumes', 'configs', 'secrets'];

/** The names of a project and of what it has, which everything that runs may write. */
export function namesIn(tree: Node | undefined): readonly string[] {
  if (!tree || !isMap(tree)) return [];
  const keys = named.flatMap((section) => {
    const all = tree.entries.get(section);
    return all && isMap(all) ? [...all.entries.keys()] : [];
  });
  const name = tree.entries.get('name');
  return isString(name) ? [...keys, name.value] : keys;
}
