import { writeSync } from 'node:fs';
import { exitCodes } from './exit-codes.ts';
import { systemErrorText } from './output/system-error.ts';

/** Writes all of a text, synchronously, so that nothing is lost when the process ends. A reader that has gone ends it quietly. */
export function writeTo(descriptor: 1 | 2, text: string): void {
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

export function end(message: string): never {
  writeTo(2, `transpose: ${message}\n`);
  process.exit(exitCodes.failed);
}
