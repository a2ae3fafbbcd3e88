import { ApiError, ConnectionError, refusalHint } from '@transpose/cluster';
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
    const style = styleOn(around, 'err');
    const help =
      error instanceof ApiError
        ? refusalHint(error)
        : 'kubectl cluster-info asks the same cluster; --context NAME chooses another';
    around.err(`${style.red('error')}: ${shownText(error.message)}\n`);
    if (help !== undefined) around.err(`  ${style.green('help')}: ${help}\n`);
    return exitCodes.failed;
  } finally {
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
}
