import type { Client, Cluster } from '@transpose/cluster';
import { nearestName } from '@transpose/core';
import { objectName } from '@transpose/targets';
import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import type { ClusterOptions } from './cluster-options.ts';
import type { ClusterProject } from './cluster-project.ts';
import { chosenCluster, clientOf, clusterProject, confirmed } from './cluster-project.ts';
import { untilInterrupted } from './interrupted.ts';
import type { Show } from './progress.ts';
import { progressOf } from './progress.ts';

/** What a command has that looks at or changes what runs. */
export interface OnCluster extends ClusterProject {
  readonly cluster: Cluster;
  readonly client: Client;
  readonly show: Show;
  readonly signal: AbortSignal;
}

/** `asks`: what is asked before a cluster of others is changed; `whenStopped`: what Ctrl-C means. */
export interface ClusterWork {
  readonly asks?: string | undefined;
  readonly whenStopped?: string;
}

/** Loads the project, of which `services` are a part, and works with it on the chosen cluster. */
export async function onCluster(
  around: Surroundings,
  command: Command,
  options: ClusterOptions,
  what: ClusterWork & { readonly services?: readonly string[] },
  work: (on: OnCluster) => Promise<ExitCode>,
): Promise<ExitCode> {
  const project = clusterProject(around, command, options, what.services ?? []);
  return project ? withCluster(around, project, options, what, work) : exitCodes.failed;
}

/** Works with a project that is loaded on the chosen cluster. */
export async function withCluster(
  around: Surroundings,
  project: ClusterProject,
  options: ClusterOptions,
  { asks, whenStopped = '' }: ClusterWork,
  work: (on: OnCluster) => Promise<ExitCode>,
): Promise<ExitCode> {
  const cluster = chosenCluster(options);
  if (asks !== undefined && !confirmed(around, cluster, project.place, options, asks)) return exitCodes.failed;
  const { told, loaded } = project;
  return untilInterrupted(told, whenStopped, (signal) => {
    const show = progressOf(told, loaded, options);
    const client = clientOf(
      cluster,
      signal,
      oncePerOutage((why) => show({ type: 'retry', why })),
    );
    return work({ ...project, cluster, client, show, signal });
  });
}

/** Calls that go on side by side lose a connection together: it is said once. */
function oncePerOutage(tell: (why: string) => void): (why: string) => void {
  const told = new Map<string, number>();
  return (why) => {
    const now = Date.now();
    const isNew = now - (told.get(why) ?? 0) > 30_000;
    told.set(why, now);
    if (isNew) tell(why);
  };
}

/** The names on the cluster of services of the command line: of their containers and workloads. */
export function namesOnCluster({ loaded }: ClusterProject, services: readonly string[]): readonly string[] {
  const known = Object.keys(loaded.project?.services ?? {});
  for (const service of services) {
    if (known.includes(service)) continue;
    const near = nearestName(service, known);
    throw new UsageError(`there is no service "${service}"${near === undefined ? '' : `; did you mean "${near}"?`}`);
  }
  return services.map(objectName);
}
