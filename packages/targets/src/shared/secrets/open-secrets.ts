import type { LoadResult, Node, Path } from '@transpose/core';
import { isString, nodeAt } from '@transpose/core';
import type { Ledger } from '../../account/ledger.ts';
import type { OutputFile } from '../../target.ts';
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
  const open = new Map<string, Occurrence>();
  for (const { path: file, content, mode } of files)
    if ((mode & 0o077) !== 0)
      for (const { start, end, name } of secrets.knownIn(content)) {
        const value = content.slice(start, end);
        if (!isCommon(value) && !open.has(value) && !secrets.isLeftPlain(value))
          open.set(value, {
            name,
            file,
            before: content.slice(0, start).slice(-nearby),
            after: content.slice(end, end + nearby),
          });
      }
  if (open.size === 0 || !tree) return;
  const texts = secrets.paths().map((path) => [path, textAt(tree, path)] as const);
  for (const [value, { name, file, ...around }] of open)
    for (const path of placesOf(value, around, texts))
      ledger.note(`The secret ${name} is in ${file}, which others can read: take it out of this value`, path, 'loses');
}

const textAt = (tree: Node, path: Path): string => {
  const node = nodeAt(tree, path);
  return isString(node) ? node.value : '';
};

/** Where a secret is open, with the text around it. */
interface Occurrence extends Surroundings {
  readonly name: string;
  readonly file: string;
}

interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** So many characters before and behind a secret are compared. */
const nearby = 40;

/**
 * The places in the project that a text in a file was made of: those that have most of what is around the secret. Of
 * several that have equally much, those where a secret can be hidden are not what was left open.
 */
function placesOf(
  value: string,
  around: Surroundings,
  texts: readonly (readonly [Path, string])[],
): readonly (Path | undefined)[] {
  const holding = texts.flatMap(([path, text]) =>
    text.includes(value) ? [{ path, common: inCommon(value, around, text) }] : [],
  );
  const most = Math.max(0, ...holding.map(({ common }) => common));
  const nearest = holding.flatMap(({ path, common }) => (common === most ? [path] : []));
  const open = nearest.filter((path) => !path.some((step) => hiding.has(String(step))));
  return open.length > 0 ? open : [nearest[0]];
}

/** How many characters before and behind a value are the same in a text. */
function inCommon(value: string, { before, after }: Surroundings, text: string): number {
  const start = text.indexOf(value);
  const end = start + value.length;
  let lead = 0;
  while (lead < before.length && lead < start && before[before.length - 1 - lead] === text[start - 1 - lead]) lead += 1;
  let tail = 0;
  while (tail < after.length && end + tail < text.length && after[tail] === text[end + tail]) tail += 1;
  return lead + tail;
}

const hiding = new Set(['environment', 'command', 'entrypoint', 'healthcheck', 'labels', 'annotations', 'args']);
