import { readSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { exitCodes } from './exit-codes.ts';
import { nodeHost } from '@transpose/core/node';
import { systemErrorText } from './output/system-error.ts';
import { run } from './program.ts';

/** Writes all of a text, synchronously, so that nothing is lost when the process ends. A reader that has gone ends it quietly. */
function writeTo(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(descriptor === 1 ? exitCodes.done : exitCodes.failed);
      if (code !== 'EAGAIN') {
        if (descriptor === 1) end(`cannot write ${systemErrorText(error, 'standard output')}`);
        process.exit(exitCodes.failed);
      }
      // A full pipe that does not wait for its reader: we do.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function end(message: string): never {
  writeTo(2, `transpose: ${message}\n`);
  process.exit(exitCodes.failed);
}

/** Even absolute paths are of no use then: Compose names the project after this directory. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    end('the working directory no longer exists: change to one that does');
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

const code = run(process.argv.slice(2), {
  host: nodeHost(workingDirectory()),
  out: (text) => writeTo(1, text),
  err: (text) => writeTo(2, text),
  terminal: {
    out: isatty(1),
    err: isatty(2),
    columns: isatty(1) || isatty(2) ? (process.stdout.columns ?? process.stderr.columns ?? 120) : 160,
  },
  ...(isatty(0) && {
    ask: (question: string) => {
      writeTo(2, question);
      return readLine();
    },
  }),
});
if (typeof code === 'number') process.exitCode = code;
else void code.then((later) => (process.exitCode = later));
