import { randomBytes } from 'node:crypto';
import type { AppliedObject, Client } from '@transpose/cluster';
import { readSalt, saltObject } from '@transpose/cluster';
import type { Command } from 'commander';
import type { Surroundings } from '../surroundings.ts';
import type { ClusterOptions } from './cluster-options.ts';
import type { ClusterProject } from './cluster-project.ts';
import { clusterProject } from './cluster-project.ts';

/** The objects of a project with checksums of secrets that the salt on the cluster goes into. */
export async function saltedObjects(
  around: Surroundings,
  command: Command,
  options: ClusterOptions,
  services: readonly string[],
  first: ClusterProject,
  client: Client,
): Promise<readonly AppliedObject[]> {
  if (!first.objects.some(({ kind }) => kind === 'Secret')) return first.objects as readonly AppliedObject[];
  const salt = (await readSalt(client, first.place)) ?? randomBytes(16).toString('hex');
  const objects = (clusterProject(around, command, options, services, salt)?.objects ?? []) as readonly AppliedObject[];
  const isNamespace = ({ kind }: AppliedObject): boolean => kind === 'Namespace';
  const others = objects.filter((one) => !isNamespace(one));
  return [...objects.filter(isNamespace), saltObject(first.place, salt), ...others];
}
