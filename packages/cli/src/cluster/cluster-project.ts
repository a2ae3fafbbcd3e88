import type { Cluster, ProjectPlace } from '@transpose/cluster';
import { Client, clusterOf, placeOf } from '@transpose/cluster';
import type { LoadResult } from '@transpose/core';
import type { Manifest } from '@transpose/targets/kubernetes';
import { kubernetes } from '@transpose/targets/kubernetes';
import type { Command } from 'commander';
import type { Converted } from '../conversion.ts';
import { convertProject } from '../conversion.ts';
import { maskedOnCluster } from '../print/masked-surroundings.ts';
import { reportDiagnostics } from '../print/report.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';
import type { ClusterOptions } from './cluster-options.ts';

/** A project as it is to run on a cluster. */
export interface ClusterProject {
  readonly loaded: LoadResult;
  readonly converted: Converted;
  readonly objects: readonly Manifest[];
  readonly place: ProjectPlace;
  /** Surroundings that mask its secrets. */
  readonly told: Surroundings;
}

/** Loads and converts the project; undefined when it has errors, which are told. */
export function clusterProject(
  around: Surroundings,
  command: Command,
  options: ClusterOptions,
  services: readonly string[],
  salt?: string,
): ClusterProject | undefined {
  const converted = convertProject(around, command, options, services, kubernetes, 'stream', salt);
  const { loaded, result, diagnostics, failed } = converted;
  const files = result?.files ?? [];
  const objects = files.flatMap((file) => (file as { readonly objects?: readonly Manifest[] }).objects ?? []);
  const told = maskedOnCluster(around, loaded, () => secretTexts(objects));
  if (!result || failed) {
    reportDiagnostics(told, diagnostics, options.report);
    return undefined;
  }
  if (!objects.some(({ metadata }) => metadata.namespace !== undefined))
    throw new UsageError('a cluster needs to know the namespace: leave out --no-namespace');
  return { loaded, converted, objects, place: placeOf(objects), told };
}

/** What the Secrets of a conversion hold: also what was read from files. */
const secretTexts = (objects: readonly Manifest[]): readonly string[] =>
  objects.flatMap((object) => {
    if (object.kind !== 'Secret') return [];
    const { data = {}, stringData = {} } = object;
    return [
      ...Object.values(stringData),
      ...Object.values(data).map((value) => Buffer.from(value, 'base64').toString()),
    ];
  });

/** The cluster of the command line. */
export function chosenCluster({ context }: ClusterOptions): Cluster {
  try {
    return clusterOf(context);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export function clientOf(cluster: Cluster, signal: AbortSignal, retrying: (why: string) => void): Client {
  return new Client(cluster.connection, { signal, retrying });
}

/** Asks before a cluster that may be others', too, is touched; false: not now. */
export function confirmed(
  around: Surroundings,
  cluster: Cluster,
  { namespace }: ProjectPlace,
  options: ClusterOptions,
  what: string,
): boolean {
  if (cluster.local || options.yes || options.context !== undefined) return true;
  const where = `namespace ${namespace} of ${cluster.server} (context ${cluster.context})`;
  if (!around.ask) throw new UsageError(`${what} in ${where} needs a word: --yes, or --context ${cluster.context}`);
  return /^y(?:es)?$/i.test((around.ask(`${what} in ${where}? [y/N] `) ?? '').trim());
}
