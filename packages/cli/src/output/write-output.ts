import { resolve } from 'node:path';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';
import { replaceFile } from './replace-file.ts';
import { systemErrorText } from './system-error.ts';

/** Writes data to where `-o` says: standard output for nothing and `-`, else the file of that name. */
export function writeOutput(around: Surroundings, output: string | undefined, text: string): ExitCode {
  if (output === undefined || output === '-') {
    around.out(text);
    return exitCodes.done;
  }
  try {
    replaceFile(resolve(around.host.cwd, output), text);
    return exitCodes.done;
  } catch (error) {
    around.err(`transpose: cannot write ${systemErrorText(error, output)}\n`);
    return exitCodes.failed;
  }
}
