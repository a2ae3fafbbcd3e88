import type { AppliedObject, ClusterEvent } from '@transpose/cluster';
import { copyData as copyAll, engineReader, missingObjects, up } from '@transpose/cluster';
import { absolutePath } from '@transpose/core';
import type { Command } from 'commander';
import { objectName } from '@transpose/targets';
import type { Copying, KubernetesFile } from '@transpose/targets/kubernetes';
import { claimObjects } from '../cluster/claim-objects.ts';
import type { WaitingOptions } from '../cluster/cluster-options.ts';
import type { ClusterProject } from '../cluster/cluster-project.ts';
import { clusterProject } from '../cluster/cluster-project.ts';
import { copyCommands } from '../cluster/copy-commands.ts';
import type { OnCluster } from '../cluster/on-cluster.ts';
import { withCluster } from '../cluster/on-cluster.ts';
import { programOnPath } from '../cluster/program-on-path.ts';
import { timeoutOf } from '../cluster/wait-timeout.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';

export interface CopyDataOptions extends WaitingOptions {
  readonly engine?: string;
  readonly image?: string;
  readonly stop?: boolean;
  readonly allowRunning?: boolean;
  readonly force?: boolean;
  /** `--no-checksums`. */
  readonly checksums?: boolean;
}

/** Copies what the engine of this machine has into the claims of the project. */
export async function copyData(
  around: Surroundings,
  command: Command,
  options: CopyDataOptions,
  volumes: readonly string[],
): Promise<ExitCode> {
  const timeout = timeoutOf(options);
  if (options.force && volumes.length === 0)
    throw new UsageError('--force removes what the claims hold: name the volumes that are meant');
  const project = clusterProject(around, command, options, []);
  if (!project) return exitCodes.failed;
  const copying = copyingOf(project);
  const claims = new Set(claimsNamed(around, copying, volumes));
  if (claims.size === 0) {
    project.told.err(`"${project.place.project}" has no data in volumes, directories or files that became claims.\n`);
    return exitCodes.done;
  }
  const image = options.image ?? copying.image;
  const engine = { program: options.engine ?? programOnPath(around, ['docker', 'podman']) ?? 'docker', image };
  if (options.dryRun) {
    around.out(copyCommands(project, copying, claims, engine, options));
    return exitCodes.done;
  }
  const what = {
    asks: `Copy data of "${project.place.project}"`,
    whenStopped: 'The next transpose copy-data goes on where this one was.',
  };
  return withCluster(around, project, options, what, async (on) => {
    if (!(await makeClaims(on))) return exitCodes.failed;
    const { client, cluster, place, signal, show, told } = on;
    const { checksums = true, force = false, allowRunning = false, stop = false } = options;
    const settings = { claims, image, timeout, signal, checksums, force, allowRunning, stop };
    const reader = engineReader(engine, signal);
    let last: ClusterEvent | undefined;
    for await (const event of copyAll(client, cluster, place, copying.pods, reader, settings)) {
      show(event);
      last = event;
    }
    if (last?.type !== 'done') return exitCodes.failed;
    if (!last.ok && options.progress !== 'json')
      told.err('Not all claims are filled. What was copied stays, and the next transpose copy-data goes on.\n');
    return last.ok ? exitCodes.done : exitCodes.failed;
  });
}

function copyingOf({ converted }: ClusterProject): Copying {
  const [file] = (converted.result?.files ?? []) as readonly KubernetesFile[];
  return file?.copying?.() ?? { pods: [], image: '' };
}

/** The claims that are meant: by the names of claims and volumes, or by the paths of directories and files. */
function claimsNamed({ host }: Surroundings, { pods }: Copying, names: readonly string[]): readonly string[] {
  const all = pods.flatMap((pod) => [...pod.claims]);
  if (names.length === 0) return all.map(([claim]) => claim);
  return names.map((name) => {
    const path = absolutePath(host, name);
    const found = all.find(
      ([claim, sources]) =>
        claim === name ||
        claim === objectName(name) ||
        sources.some((source) => source.name === name || (source.kind !== 'volume' && source.name === path)),
    );
    if (found) return found[0];
    const known = all.flatMap(([claim, sources]) => [claim, ...sources.map((source) => source.name)]);
    throw new UsageError(`no claim stands for "${name}"; there are: ${known.join(', ') || 'none'}`);
  });
}

/** Makes the namespace and the claims where they are not there yet, as `up` would. */
async function makeClaims({ client, objects, show }: OnCluster): Promise<boolean> {
  const missing = await missingObjects(client, claimObjects(objects) as readonly AppliedObject[]);
  // A volume alone has no namespace that could hold the inventory; what waits for it says so.
  if (!missing.some(({ metadata }) => metadata.namespace !== undefined)) return true;
  for await (const event of up(client, missing, { partial: true, timeout: 0 })) {
    if (event.type === 'done') return event.ok;
    show(event);
  }
  return false;
}
