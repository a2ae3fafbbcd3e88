import { ApiError, ConnectionError } from '@transpose/cluster';
import { shownText } from '@transpose/core';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';

/** Works until it is done or Ctrl-C comes, and says then what that means. What the cluster refuses is told as one line. */
export async function untilInterrupted(
  around: Surroundings,
  whenStopped: string,
  work: (signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) {
      around.err(`\nStopped. ${whenStopped}\n`);
      return exitCodes.failed;
    }
    if (!(error instanceof ApiError) && !(error instanceof ConnectionError)) throw error;
    const help =
      error instanceof ApiError && error.status === 403 ? '; docs/cluster.md has the Role that this needs' : '';
    around.err(`${styleOn(around, 'err').red('error')}: ${shownText(error.message)}${help}\n`);
    return exitCodes.failed;
  } finally {
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
}
