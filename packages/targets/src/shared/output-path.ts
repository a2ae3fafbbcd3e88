import { shortHash } from './bytes/hash.ts';

/** Files that Transpose itself keeps beside the output. */
const ours = /^\.(?:gitignore|transpose-.*)$/i;

/** Characters that some file systems leave out of a name: `.g\u200cit` is `.git` there. Source: Git, `is_hfs_dotgit`. */
const ignoredCharacters = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** Whether a step of a path is Git's own directory, on one of the file systems that people use. */
const isGits = (step: string): boolean =>
  /^(?:\.git|git~1)[. ]*(?::.*)?$/i.test(step.normalize('NFC').replace(ignoredCharacters, ''));

/** Devices of Windows: there a file of this name, whatever its extension, cannot be written or checked out. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/** File systems take names of up to 255 bytes; this leaves room for a suffix such as `~2`. */
const longestName = 240;

/**
 * A file name like the text, for names that the user gave to other things: not one of a device of Windows (`aux.yaml` is
 * `aux_.yaml`), and not longer than file systems take. `stem`: printable ASCII without slashes.
 */
export function fileName(stem: string, extension: string): string {
  const most = longestName - extension.length;
  const cut = stem.length <= most ? stem : `${stem.slice(0, most - 9)}-${shortHash(stem)}`;
  const name = cut + extension;
  return device.test(name) ? name.replace(/(?=\.|$)/, '_') : name;
}

/** Why a path cannot be that of a file below the output directory; undefined: it can. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'a file needs a name';
  if (path.includes('\0')) return 'a file name has no zero bytes';
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'a file name is relative to the output directory';
  const steps = path.split('/');
  if (steps.includes('..')) return 'a file name does not lead out of the output directory';
  if (steps.some((step) => step === '' || step === '.')) return 'a file name has no empty steps';
  return steps.some(isGits) ? 'Git keeps its own files in a directory of this name' : undefined;
}

/** Why a template cannot give a file this name; undefined: it can. */
export function nameProblem(name: string): string | undefined {
  if (/[\p{Cc}\\]|\p{Cs}/u.test(name)) return 'a file name has no control characters and no backslashes';
  const problem = pathProblem(name);
  if (problem !== undefined) return problem;
  if (name.split('/').some((step) => step.length > 200)) return 'a file name is too long';
  const odd = name.split('/').find((step) => device.test(step) || /[. ]$/.test(step));
  if (odd !== undefined)
    return device.test(odd)
      ? 'Windows has a device of this name'
      : 'Windows drops the dot or space at the end of a name';
  return ours.test(name) ? 'Transpose keeps this file itself' : undefined;
}

/** Why files cannot exist beside one another: two of one name, or one where another needs a directory. */
export function clashAmong(names: readonly string[]): ReadonlyMap<number, string> {
  const problems = new Map<number, string>();
  const seen = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    // Some file systems take `A` and `a` for one name.
    const key = name.toLowerCase();
    const steps = key.split('/');
    const above = steps.slice(1).map((_, length) => steps.slice(0, length + 1).join('/'));
    const file = above.map((folder) => seen.get(folder)).find((found) => found !== undefined);
    if (seen.has(key)) problems.set(index, `there is a file ${seen.get(key)} already`);
    else if (folders.has(key)) problems.set(index, `${folders.get(key)} needs a directory of this name`);
    else if (file !== undefined) problems.set(index, `${file} is a file and cannot hold another`);
    else {
      seen.set(key, name);
      for (const folder of above) folders.set(folder, name);
    }
  }
  return problems;
}
