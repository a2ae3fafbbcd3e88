/** What is at a path, links not followed. */
export interface Stat {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** In bytes. */
  readonly size: number;
  /** Whether the owner may execute it. */
  readonly executable: boolean;
}

export type HostFailure = 'not-found' | 'is-a-directory' | 'not-a-file' | 'denied' | 'failed';

export type HostResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: HostFailure; readonly message: string };

/** How people write paths on a machine whose paths do not start at one root with `/`. */
export interface PathStyle {
  /** A path as people write it, in the form of the host; the relative ones stay relative. Twice is as once. */
  toHost(path: string): string;
  /** A path of the host as people of the machine, and its file system, write it. */
  toLocal(path: string): string;
  /** What is between the paths of `COMPOSE_FILE`. */
  readonly listSeparator: string;
}

/**
 * All that the library needs of its surroundings, synchronous. `nodeHost` of `@transpose/core/node` reads the real machine,
 * `memoryHost` serves browsers and tests. Paths are absolute, with `/`; `paths` says what people write instead.
 */
export interface Host {
  /** The working directory: an absolute path. */
  readonly cwd: string;
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The bytes of a regular file (links followed). FIFOs and devices are `not-a-file`: they could block forever. */
  readFile(path: string): HostResult<Uint8Array>;
  /** The names in a directory, sorted. */
  listFolder(path: string): HostResult<readonly string[]>;
  /** What is at a path; undefined when nothing is. */
  lstat(path: string): Stat | undefined;
  /** The path with all links resolved; undefined when nothing is there. */
  realPath(path: string): string | undefined;
  /** Where people write paths in another way, as on Windows. */
  readonly paths?: PathStyle;
  /** All of standard input, for `-f -`. */
  readStdin?(): HostResult<Uint8Array>;
}
