import { liveWorkloads, waitUntilReady } from '@transpose/cluster';
import type { Command } from 'commander';
import { namesOnCluster, onCluster } from '../cluster/on-cluster.ts';
import type { WaitingOptions } from '../cluster/cluster-options.ts';
import { timeoutOf } from '../cluster/wait-timeout.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';

/** Waits until services are ready, and says why one cannot become so. */
export function wait(
  around: Surroundings,
  command: Command,
  options: WaitingOptions,
  services: readonly string[],
): Promise<ExitCode> {
  const timeout = timeoutOf(options);
  return onCluster(around, command, options, {}, async (on) => {
    const { client, place, show, signal, told } = on;
    const workloads = await liveWorkloads(client, place, namesOnCluster(on, services));
    if (workloads.length === 0) {
      told.err(`Nothing of "${place.project}" runs in namespace ${place.namespace}.\n`);
      return exitCodes.failed;
    }
    const events = waitUntilReady(client, place, workloads, { timeout, signal });
    for (;;) {
      const { done, value } = await events.next();
      if (done) return value ? exitCodes.done : exitCodes.failed;
      show(value);
    }
  });
}
