import type { ObjectDifference } from '@transpose/cluster';
import { differences, shownName, withBuiltImages } from '@transpose/cluster';
import { printYaml } from '@transpose/targets';
import type { Command } from 'commander';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { imageBuildsOf } from '../cluster/deliver-images.ts';
import { onCluster } from '../cluster/on-cluster.ts';
import { saltedObjects } from '../cluster/salted-objects.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { paintedDiffLine, unifiedDiff } from '../print/diff.ts';
import { maskedData, maskedText } from '../print/masked-surroundings.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';

export interface DiffOptions extends ClusterOptions {
  readonly format?: 'text' | 'json';
}

/** Shows what `up` would change on the cluster; exit code 3 when something would. */
export function diff(
  around: Surroundings,
  command: Command,
  options: DiffOptions,
  services: readonly string[],
): Promise<ExitCode> {
  return onCluster(around, command, options, { services }, async (on) => {
    const salted = await saltedObjects(around, command, options, services, on, on.client);
    // What a build would give is not known: images stay as they are.
    const images = imageBuildsOf(on).map(({ image }) => ({ image }));
    const objects = await withBuiltImages(on.client, salted, images);
    const found: ObjectDifference[] = [];
    for await (const one of differences(on.client, objects, services.length > 0)) {
      found.push(one);
      if (options.format !== 'json') around.out(differenceText(on.told, one));
    }
    if (options.format === 'json') around.out(`${JSON.stringify(maskedData(on.told, found), undefined, 2)}\n`);
    else if (found.length === 0) on.told.err(`The cluster has "${on.place.project}" as it is.\n`);
    return found.length === 0 ? exitCodes.done : exitCodes.found;
  });
}

function differenceText(around: Surroundings, { object, before, after }: ObjectDifference): string {
  const side = (data: ObjectDifference['before'], where: string) => ({
    name: data === undefined ? '/dev/null' : `${where}/${shownName(object)}`,
    text: data === undefined ? '' : maskedText(around, printYaml(data)),
  });
  const style = styleOn(around, 'out');
  return unifiedDiff(side(before, 'cluster'), side(after, 'project'))
    .map((line) => `${paintedDiffLine(line, style)}\n`)
    .join('');
}
