import { restart as restartAll } from '@transpose/cluster';
import type { Command } from 'commander';
import type { WaitingOptions } from '../cluster/cluster-options.ts';
import { timeoutOf } from '../cluster/wait-timeout.ts';
import { namesOnCluster, onCluster } from '../cluster/on-cluster.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';

/** Replaces the Pods of services, and waits until the new ones are ready. */
export function restart(
  around: Surroundings,
  command: Command,
  options: WaitingOptions,
  services: readonly string[],
): Promise<ExitCode> {
  const timeout = timeoutOf(options);
  const what = { asks: 'Restart services', whenStopped: 'The cluster goes on replacing Pods.' };
  return onCluster(around, command, options, what, async (on) => {
    const { client, place, show, signal, told } = on;
    let ok = false;
    for await (const event of restartAll(client, place, { services: namesOnCluster(on, services), timeout, signal })) {
      show(event);
      if (event.type !== 'done') continue;
      ok = event.ok;
      if (event.writes === 0) told.err(`Nothing of it runs in namespace ${place.namespace}.\n`);
    }
    return ok ? exitCodes.done : exitCodes.failed;
  });
}
