import type { LoadResult, Node, Path } from '@transpose/core';
import { isString, nodeAt } from '@transpose/core';
import type { Ledger } from '../ledger.ts';
import type { OutputFile } from '../target.ts';
import type { ProjectSecrets } from './project-secrets.ts';
import { isCommon } from './secret-places.ts';

/**
 * Notes each secret that a file has which others can read: a part of a path on the host or of a name, which no variable
 * can replace. It looks at what was written, so that it holds for each key and target. A word such as
 * `postgres` is left out, as it is in files by chance.
 */
export function noteOpenSecrets(
  files: readonly OutputFile[],
  { tree }: Pick<LoadResult, 'tree'>,
  secrets: ProjectSecrets,
  ledger: Ledger,
): void {
  const open = new Map<string, { readonly name: string; readonly file: string }>();
  for (const { path: file, content, mode } of files)
    if ((mode & 0o077) !== 0)
      for (const { start, end, name } of secrets.knownIn(content)) {
        const value = content.slice(start, end);
        if (!isCommon(value) && !open.has(value)) open.set(value, { name, file });
      }
  if (open.size === 0 || !tree) return;
  const texts = secrets.paths().map((path) => [path, textAt(tree, path)] as const);
  for (const [value, { name, file }] of open)
    for (const path of placesOf(value, texts))
      ledger.note(`The secret ${name} is in ${file}, which others can read: take it out of this value`, path, 'loses');
}

const textAt = (tree: Node, path: Path): string => {
  const node = nodeAt(tree, path);
  return isString(node) ? node.value : '';
};

/** What stands where a secret can be hidden is not what was left open, where another place has the value, too. */
function placesOf(value: string, texts: readonly (readonly [Path, string])[]): readonly (Path | undefined)[] {
  const holding = texts.filter(([, text]) => text.includes(value)).map(([path]) => path);
  const open = holding.filter((path) => !path.some((step) => hiding.has(String(step))));
  return open.length > 0 ? open : [holding[0]];
}

const hiding = new Set(['environment', 'command', 'entrypoint', 'healthcheck', 'labels', 'annotations', 'args']);
