import {
  accessSync,
  constants,
  lstatSync,
  openSync,
  closeSync,
  fstatSync,
  readFileSync,
  readdirSync,
  realpathSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { windowsHost } from './host/windows-host.ts';
import type { Host, HostFailure, HostResult, Stat } from './host/host.ts';

/**
 * The real machine, seen from a directory. Nothing here waits for a FIFO or a device that nobody writes to.
 * The entry point `@transpose/core/node`; all else of the package knows nothing of Node.
 */
export function nodeHost(cwd: string = process.cwd()): Host {
  const host = localHost(cwd);
  return process.platform === 'win32' ? windowsHost(host) : host;
}

/** The machine with paths as it writes them itself. */
function localHost(cwd: string): Host {
  return {
    cwd: resolve(cwd),
    env: process.env,
    readFile: readRegularFile,
    listFolder: (path) => attempt(() => readdirSync(path).sort(byUnicode)),
    lstat: statOf,
    // The native one gives names as the disk has them, where they may be written in either case.
    realPath(path) {
      const result = attempt(() => realpathSync.native(path));
      return result.ok ? result.value : undefined;
    },
    readStdin: () => attempt(() => readFileSync(0)),
  };
}

/** Readable although they are not regular files: empty, or opened for us by the shell (`<(command)`). */
const readableDevices = /^\/dev\/(?:null|stdin|fd\/\d+)$/;

function readRegularFile(path: string): HostResult<Uint8Array> {
  return attempt(() => {
    if (readableDevices.test(path)) return readFileSync(path);
    // Opening a FIFO for reading would wait for a writer, unless asked not to.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      if (stat.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
      if (!stat.isFile()) throw Object.assign(new Error('is not a regular file'), { code: 'ENOTFILE' });
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  });
}

function statOf(path: string): Stat | undefined {
  const result = attempt(() => lstatSync(path));
  if (!result.ok) return undefined;
  const stat = result.value;
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'link' : 'other';
  return { kind, size: stat.size, executable: kind === 'file' && isExecutable(path) };
}

/** Windows knows no right to execute: a script has a first line for it, whatever else it is. */
function isExecutable(path: string): boolean {
  if (process.platform === 'win32') return startsAsScript(path);
  return attempt(() => accessSync(path, constants.X_OK)).ok;
}

function startsAsScript(path: string): boolean {
  const read = readRegularFile(path);
  return read.ok && read.value[0] === 0x23 && read.value[1] === 0x21;
}

const byUnicode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const failures: Readonly<Record<string, HostFailure>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EISDIR: 'is-a-directory',
  ENOTFILE: 'not-a-file',
  ENXIO: 'not-a-file',
  EACCES: 'denied',
  EPERM: 'denied',
};

const sentences: Readonly<Record<HostFailure, string>> = {
  'not-found': 'no such file or directory',
  'is-a-directory': 'is a directory',
  'not-a-file': 'is not a regular file',
  denied: 'permission denied',
  failed: 'cannot be read',
};

function attempt<T>(read: () => T): HostResult<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    const failure = failures[(error as NodeJS.ErrnoException).code ?? ''] ?? 'failed';
    return { ok: false, failure, message: failure === 'failed' ? (error as Error).message : sentences[failure] };
  }
}
