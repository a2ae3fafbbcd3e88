import { isManifest, secretManifestName } from './manifest.ts';
import type { WriteRequest } from './plan-write.ts';
import { hasMode, isPrivate, planWrite, readManifest } from './plan-write.ts';
import { fileIn } from './standing.ts';

/** A file on the disk that is not what would be written. */
export interface Difference {
  readonly path: string;
  /** What follows the path in a sentence: `is missing`, `has mode 644, not 600`. */
  readonly what: string;
  /** What is there; undefined: no file. */
  readonly before: string | undefined;
  /** What would be written; undefined: the file would be removed, or something is in its way. */
  readonly after: string | undefined;
  /** Whether all that the file holds is secret. */
  readonly isPrivate: boolean;
}

/** Where the files of a directory differ from what a conversion would leave there. Reads only. */
export function differencesOf(request: Omit<WriteRequest, 'force'>): readonly Difference[] {
  const { directory } = request;
  const careful = planWrite({ ...request, force: false });
  const forced = planWrite({ ...request, force: true });
  const secret = new Set(readManifest(directory, secretManifestName).keys());
  const doubts = new Map(careful.obstacles.map(({ path, what }) => [path, what]));

  const changed = [...forced.writes, ...forced.manifests, ...forced.ignore];
  const written = changed.map(({ path, content, mode }): Difference => {
    const now = standing(directory, path);
    const common = { path, before: now?.text, after: content, isPrivate: isPrivate(mode) || secret.has(path) };
    if (!now) return { ...common, what: doubts.get(path) ?? 'is missing' };
    const words = [
      ...(now.text === content ? [] : [doubts.get(path) ?? 'differs']),
      ...(hasMode(now.mode, mode) ? [] : [`has mode ${octal(now.mode)}, not ${octal(mode)}`]),
    ];
    return { ...common, what: words.join(' and ') };
  });
  const removed = forced.removals.map((path): Difference => {
    const what = careful.kept.includes(path) ? 'is no longer made, but was edited' : 'is no longer made';
    const before = standing(directory, path)?.text;
    return { path, what, before, after: undefined, isPrivate: secret.has(path) };
  });
  const blocked = forced.obstacles.map(({ path, what }): Difference => ({
    path,
    what,
    before: undefined,
    after: undefined,
    isPrivate: false,
  }));

  const all = [...blocked, ...written, ...removed];
  const ofUse = all.filter(({ path }) => !isManifest(path));
  // The manifests follow from the others: they are worth a word only when they alone differ.
  return ofUse.length > 0 ? ofUse : all;
}

const octal = (mode: number): string => (mode & 0o777).toString(8);

function standing(directory: string, path: string): { readonly text: string; readonly mode: number } | undefined {
  const file = fileIn(directory, path);
  return file && { text: file.bytes.toString(), mode: file.mode };
}
