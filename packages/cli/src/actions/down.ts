import { down as removeAll } from '@transpose/cluster';
import type { Command } from 'commander';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { clusterProject } from '../cluster/cluster-project.ts';
import { withCluster } from '../cluster/on-cluster.ts';
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
  const { volumes = false, removeNamespace = false } = options;
  const what = {
    asks: `Remove "${project.place.project}"${volumes ? ' with its data' : ''}`,
    whenStopped: 'The next transpose down removes what is left.',
  };
  return withCluster(around, project, options, what, async ({ client, place, show, told }) => {
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
