import { down as removeAll } from '@transpose/cluster';
import type { Command } from 'commander';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { chosenCluster, clientOf, clusterProject, confirmed } from '../cluster/cluster-project.ts';
import { untilInterrupted } from '../cluster/interrupted.ts';
import { progressOf } from '../cluster/progress.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';

export interface DownOptions extends ClusterOptions {
  readonly volumes?: boolean;
  readonly removeNamespace?: boolean;
}

/** Removes what `up` made. */
export async function down(around: Surroundings, command: Command, options: DownOptions): Promise<ExitCode> {
  const project = clusterProject(around, command, options, []);
  if (!project) return exitCodes.failed;
  const cluster = chosenCluster(options);
  const { place, loaded, told } = project;
  const what = `Remove "${place.project}"${options.volumes ? ' with its data' : ''}`;
  if (!confirmed(around, cluster, place, options, what)) return exitCodes.failed;
  return untilInterrupted(told, 'The next transpose down removes what is left.', async (signal) => {
    const show = progressOf(told, loaded, options);
    const client = clientOf(cluster, signal, (why) => show({ type: 'retry', why }));
    const { volumes = false, removeNamespace = false } = options;
    for await (const event of removeAll(client, place, { volumes, removeNamespace })) {
      show(event);
      if (event.type === 'done' && options.progress !== 'json' && options.progress !== 'quiet')
        told.err(
          event.writes === 0
            ? `Nothing of "${place.project}" was running in namespace ${place.namespace}.\n`
            : `${event.writes} removed.\n`,
        );
    }
    return exitCodes.done;
  });
}
