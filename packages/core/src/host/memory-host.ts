import type { Host, HostFailure, HostResult, Stat } from './host.ts';
import { encodeUtf8 } from '../read/encode.ts';

/** What is at a path of a memory host; a text is a file's content in UTF-8. */
export type MemoryEntry =
  | string
  | Uint8Array
  | { readonly kind: 'file'; readonly content: string | Uint8Array; readonly executable?: boolean }
  | { readonly kind: 'directory' }
  /** A symbolic link; `to` may be relative to its directory. */
  | { readonly kind: 'link'; readonly to: string }
  /** A FIFO, device or socket. */
  | { readonly kind: 'other' };

export interface MemoryHostOptions {
  /** By absolute path, with `/`. Directories above an entry need not be listed. */
  readonly files: Readonly<Record<string, MemoryEntry>>;
  /** `/` when left out. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string | Uint8Array;
}

const maximumLinks = 40;

/** A host whose files are given, for browsers and tests. */
export function memoryHost({ files, cwd = '/', env = {}, stdin }: MemoryHostOptions): Host {
  const entries = new Map<string, MemoryEntry>([['/', { kind: 'directory' }]]);
  const folders = new Map<string, Set<string>>([['/', new Set()]]);
  for (const [path, entry] of Object.entries(files)) addEntry(entries, folders, path, entry);

  /** Follows the links of all parts of a path but, when asked so, the last. */
  const resolve = (path: string, followLast: boolean, links = 0): string | undefined => {
    if (links > maximumLinks) return undefined;
    let at = '/';
    const steps = path.split('/').filter((step) => step !== '' && step !== '.');
    for (const [index, step] of steps.entries()) {
      if (step === '..') {
        at = parentOf(at);
        continue;
      }
      const next = at === '/' ? `/${step}` : `${at}/${step}`;
      const entry = entries.get(next);
      if (entry === undefined) return undefined;
      const last = index === steps.length - 1;
      if (isLink(entry) && (!last || followLast)) {
        const target = entry.to.startsWith('/') ? entry.to : `${at}/${entry.to}`;
        const rest = steps.slice(index + 1).join('/');
        return resolve(rest === '' ? target : `${target}/${rest}`, followLast, links + 1);
      }
      if (!last && !isFolder(entry)) return undefined;
      at = next;
    }
    return at;
  };

  return {
    cwd,
    env,
    readFile(path) {
      const entry = entryAt(entries, resolve(path, true));
      if (entry === undefined) return failure('not-found', 'no such file or directory');
      const content = contentOf(entry);
      if (content !== undefined) return { ok: true, value: content };
      return isFolder(entry)
        ? failure('is-a-directory', 'is a directory')
        : failure('not-a-file', 'not a regular file');
    },
    listFolder(path) {
      const real = resolve(path, true);
      const names = real === undefined ? undefined : folders.get(real);
      if (names) return { ok: true, value: [...names].sort() };
      return real === undefined
        ? failure('not-found', 'no such file or directory')
        : failure('not-a-file', 'not a directory');
    },
    lstat(path) {
      const entry = entryAt(entries, resolve(path, false));
      return entry === undefined ? undefined : statOf(entry);
    },
    realPath: (path) => resolve(path, true),
    readStdin: () => ({ ok: true, value: bytesOf(stdin ?? '') }),
  };
}

function addEntry(
  entries: Map<string, MemoryEntry>,
  folders: Map<string, Set<string>>,
  path: string,
  entry: MemoryEntry,
): void {
  entries.set(path, entry);
  if (isFolder(entry) && !folders.has(path)) folders.set(path, new Set());
  for (let at = path; at !== '/'; at = parentOf(at)) {
    const parent = parentOf(at);
    if (!entries.has(parent)) entries.set(parent, { kind: 'directory' });
    const names = folders.get(parent) ?? new Set();
    folders.set(parent, names.add(at.slice(at.lastIndexOf('/') + 1)));
  }
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? encodeUtf8(content) : content;
const entryAt = (entries: ReadonlyMap<string, MemoryEntry>, path: string | undefined) =>
  path === undefined ? undefined : entries.get(path);

function kindOf(entry: MemoryEntry): Stat['kind'] {
  return typeof entry === 'string' || entry instanceof Uint8Array ? 'file' : entry.kind;
}

const isFolder = (entry: MemoryEntry): boolean => kindOf(entry) === 'directory';

function isLink(entry: MemoryEntry): entry is Extract<MemoryEntry, { kind: 'link' }> {
  return kindOf(entry) === 'link';
}

function contentOf(entry: MemoryEntry): Uint8Array | undefined {
  if (typeof entry === 'string' || entry instanceof Uint8Array) return bytesOf(entry);
  return entry.kind === 'file' ? bytesOf(entry.content) : undefined;
}

function statOf(entry: MemoryEntry): Stat {
  const executable = typeof entry === 'object' && 'executable' in entry && entry.executable === true;
  return { kind: kindOf(entry), size: contentOf(entry)?.length ?? 0, executable };
}

function failure(kind: HostFailure, message: string): HostResult<never> {
  return { ok: false, failure: kind, message };
}
