import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { localPath } from '../local-path.ts';
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
    replaceFile(localPath(around.host, output), text);
    return exitCodes.done;
  } catch (error) {
    around.err(`transpose: cannot write ${systemErrorText(error, output)}\n`);
    return exitCodes.failed;
  }
}
