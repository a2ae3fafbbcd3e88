import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { nodeHost } from './node-host.ts';
import { run } from './program.ts';

/** Writes all of a text, synchronously, so that nothing is lost when the process ends. A reader that has gone ends it quietly. */
function writeTo(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(descriptor === 1 ? 0 : 1);
      if (code !== 'EAGAIN') throw error;
      // A full pipe that does not wait for its reader: we do.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

const code = run(process.argv.slice(2), {
  host: nodeHost(),
  out: (text) => writeTo(1, text),
  err: (text) => writeTo(2, text),
  terminal: {
    out: isatty(1),
    err: isatty(2),
    columns: isatty(1) || isatty(2) ? (process.stdout.columns ?? process.stderr.columns ?? 120) : 160,
  },
});
if (typeof code === 'number') process.exitCode = code;
else void code.then((later) => (process.exitCode = later));
