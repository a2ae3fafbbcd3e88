/** What `stat` tells of a file, directory, link or pipe. */
export interface Entry {
  readonly kind: 'file' | 'directory' | 'link' | 'pipe' | 'socket' | 'device';
  /** Bytes of a file; of a link its text. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly modified: number;
  /** How many names the file has. */
  readonly links: number;
  /** Permission bits, with those above the usual nine. */
  readonly mode: number;
  /** `0:0`, user and group. */
  readonly owner: string;
}

/** All that is in a place, by its path from there: `./base/1`. Names are bytes, each as one character. */
export type Listing = ReadonlyMap<string, Entry>;

/**
 * Lists NAME below DIRECTORY, and nothing where that is missing. No path holds `//`, so that it ends a record whatever a name
 * is made of.
 */
export const listCommand = (directory: string, name: string): readonly string[] => [
  'sh',
  '-c',
  'cd -- "$1" 2>/dev/null && [ -e "$2" ] || exit 0; exec find "$2" -exec stat -c "%f %s %Y %h %u:%g %n//" {} +',
  'sh',
  directory,
  name,
];

/** The kinds of files by the bits above their permissions. Source: stat(2), `S_IFMT`. */
const kinds: ReadonlyMap<number, Entry['kind']> = new Map([
  [0o10, 'file'],
  [0o04, 'directory'],
  [0o12, 'link'],
  [0o01, 'pipe'],
  [0o14, 'socket'],
  [0o06, 'device'],
  [0o02, 'device'],
]);

/** Reads what {@link listCommand} prints. The directory that file systems keep at their root for themselves is left out. */
export function parseListing(text: string): Listing {
  const found = new Map<string, Entry>();
  for (const record of text.split('//\n')) {
    if (record === '') continue;
    const [, bits = '', size, modified, links, owner = '', name = ''] =
      /^([0-9a-f]+) (\d+) (-?\d+) (\d+) (\d+:\d+) ([^]+)$/.exec(record) ?? [];
    const kind = kinds.get(Number.parseInt(bits, 16) >> 12);
    if (kind === undefined) throw new Error(`the listing has a line that cannot be read: ${record.slice(0, 200)}`);
    if (name === './lost+found' || name.startsWith('./lost+found/')) continue;
    const mode = Number.parseInt(bits, 16) & 0o7777;
    found.set(name, { kind, size: Number(size), modified: Number(modified), links: Number(links), mode, owner });
  }
  return found;
}

/** What tar carries. */
export const isCopied = ({ kind }: Entry): boolean => kind !== 'socket' && kind !== 'device';

export interface Totals {
  readonly files: number;
  readonly bytes: number;
}

export function totalsOf(entries: Iterable<Entry>): Totals {
  let files = 0;
  let bytes = 0;
  for (const { kind, size } of entries)
    if (kind === 'file') {
      files += 1;
      bytes += size;
    }
  return { files, bytes };
}

/** Whether a copy holds the same, as far as a listing tells; owners and permissions are not what it holds. */
export const holdsSame = (one: Entry, other: Entry | undefined): boolean =>
  other?.kind === one.kind && (one.kind === 'directory' || one.size === other.size);

/** Whether a copy is the same in all that tar carries. The time of a directory changes with each file that is made in it. */
export const isSame = (one: Entry, other: Entry | undefined): boolean =>
  other !== undefined &&
  holdsSame(one, other) &&
  one.owner === other.owner &&
  (one.kind === 'link' || one.mode === other.mode) &&
  (one.kind !== 'file' || (one.modified === other.modified && one.links === other.links));
