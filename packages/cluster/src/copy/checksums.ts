/** Prints the checksums of the files below DIRECTORY whose names come on the standard input, each with a zero byte behind it. */
export const checksumCommand = (directory: string): readonly string[] => [
  'sh',
  '-c',
  'cd -- "$1" && exec xargs -0 -r sha256sum',
  'sh',
  directory,
];

export const zeroEnded = (names: readonly string[]): Buffer =>
  Buffer.from(names.map((name) => `${name}\0`).join(''), 'latin1');

/**
 * The checksums of these names, of which `text` has one after the other. Programs differ in how they write a name with a
 * line break or backslash: GNU's escape it, with a backslash before the checksum.
 */
export function parseChecksums(text: string, names: readonly string[]): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  let at = 0;
  for (const name of names) {
    const escaped = text[at] === '\\';
    if (escaped) at += 1;
    const sum = text.slice(at, at + 64);
    const shown = escaped ? escapedName(name) : name;
    const end = at + 66 + shown.length;
    if (!/^[0-9a-f]{64}$/.test(sum) || text.slice(at + 66, end + 1) !== `${shown}\n`)
      throw new Error(`there is no checksum of ${name}`);
    sums.set(name, sum);
    at = end + 1;
  }
  return sums;
}

const escapedName = (name: string): string =>
  name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
