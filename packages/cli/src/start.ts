import { fstatSync, readSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeHost } from '@transpose/core/node';
import type { ThreadData } from './each/threads.ts';
import { runThreads } from './each/threads.ts';
import { run } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { end, writeTo } from './standard-output.ts';
import { isTerminal } from './terminal.ts';

/** Even absolute paths are of no use then: Compose names the project after this directory. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    end('the working directory no longer exists: change to one that does');
  }
}

/** What needs no node:tty to be told from a terminal: files, pipes, sockets and the null device. */
function isNoTerminal(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return !found.isCharacterDevice() || found.rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

/** The next line of standard input, read when it is typed; undefined when there is none any more. */
function readLine(): string | undefined {
  const byte = Buffer.alloc(1);
  const bytes: number[] = [];
  for (;;) {
    try {
      if (readSync(0, byte) === 0) return bytes.length > 0 ? Buffer.from(bytes).toString() : undefined;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return undefined;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      continue;
    }
    if (byte[0] === 0x0a) return Buffer.from(bytes).toString();
    bytes.push(byte[0] ?? 0);
  }
}

/** Runs a command line in this process, and ends it: everything is written by then, and Node need not tidy up. */
export function start(words: readonly string[]): void {
  const [inTerminal, outTerminal, errTerminal] = [0, 1, 2].map((one) => !isNoTerminal(one) && isTerminal(one));
  const cwd = workingDirectory();
  const terminal = {
    out: outTerminal === true,
    err: errTerminal === true,
    columns: outTerminal || errTerminal ? (process.stdout.columns ?? process.stderr.columns ?? 120) : 160,
  };
  const code = run(words, {
    host: nodeHost(cwd),
    out: (text) => writeTo(1, text),
    err: (text) => writeTo(2, text),
    terminal,
    threads: (projects, take, imageRecords) => {
      const data = { words, cwd, terminal, projects, ...(imageRecords && { imageRecords }) };
      return runThreads(fileURLToPath(new URL('thread.cjs', import.meta.url)), data, take);
    },
    ...(inTerminal && {
      ask: (question: string) => {
        writeTo(2, question);
        return readLine();
      },
    }),
  });
  if (typeof code === 'number') process.exit(code);
  else void code.then((later) => (process.exitCode = later));
}

/** Runs the command line in a thread of `--each`, which prints nothing by itself. */
export function startThread(
  { words, cwd, terminal, imageRecords }: ThreadData,
  inThread: NonNullable<Surroundings['inThread']>,
): void {
  const silent = { out: () => undefined, err: () => undefined };
  void run(words, { host: nodeHost(cwd), ...silent, terminal, inThread, ...(imageRecords && { imageRecords }) });
}
