import type { Project, Report } from '@transpose/core';
import { pathTo } from '../account/key-path.ts';
import type { TargetCode } from '../account/codes.ts';
import type { Placeholder, Text } from '../container-plan/text.ts';
import { containerName, fillText, text } from '../container-plan/text.ts';
import type { ContainerPlan, ServicePlan } from '../container-plan/types.ts';
import { shortHash } from '../shared/bytes/hash.ts';

/**
 * What is in unit files for that which only the installer knows: it puts in the project's name and absolute paths
 * (law 10). No text of the project holds a marker, so that nothing of it is ever taken for one.
 */
export interface Markers {
  readonly project: string;
  /** The project directory. */
  readonly directory: string;
  /** The home directory of who installs. */
  readonly home: string;
  /** The directory with the project's environment and files: `/etc/transpose/PROJECT`. */
  readonly config: string;
  /** Begins the marker of a secret in a command, before the name of its variable and `@`; it is gone from what is written. */
  readonly secret: string;
}

export function markersFor(plan: ContainerPlan): Markers {
  const texts = JSON.stringify(plan);
  const named = (tail: string): Markers => ({
    project: `@PROJECT${tail}@`,
    directory: `@PROJECT_DIR${tail}@`,
    home: `@HOME${tail}@`,
    config: `@CONFIG_DIR${tail}@`,
    secret: `@SECRET${tail}.`,
  });
  const free = (tail: string) =>
    ['PROJECT', 'PROJECT_DIR', 'HOME', 'CONFIG_DIR', 'SECRET'].every((name) => !texts.includes(`@${name}${tail}`));
  if (free('')) return named('');
  for (let number = 1; ; number += 1) if (free(`_${number}`)) return named(`_${number}`);
}

/** A container of a service, by its number from 1. */
export interface Replica {
  readonly service: ServicePlan;
  readonly number: number;
}

/** A text with the markers, as it is in a unit before it is quoted. */
export function marked(markers: Markers, one: Text, replica?: Replica): string {
  const fill = (placeholder: Placeholder): string | Text | undefined => {
    switch (placeholder.of) {
      case 'project':
        return markers.project;
      case 'directory':
        return markers.directory;
      case 'home':
        return markers.home;
      case 'number':
        return String((replica?.number ?? 1) + (placeholder.after ?? 0));
      case 'name':
        return replica ? marked(markers, replica.service.name, replica) : '';
      case 'anonymous':
        return `,source=${anonymousVolume(markers, placeholder.target, replica)}`;
      case 'network':
        return marked(markers, placeholder.name, replica);
      case 'variable':
        throw new Error(`a variable is left in the text of a unit: ${placeholder.name}`);
      case 'secret':
        return `${markers.secret}${placeholder.variable}@`;
    }
  };
  return fillText(one, fill)
    .filter((part) => typeof part === 'string')
    .join('');
}

/** How the names of the volumes begin that a container has without a name in the project. */
export const volumePrefix = (markers: Markers, replica?: Replica): string =>
  `${markers.project}_${replica?.service.service ?? ''}_${replica?.number ?? 1}_`;

/** A path without empty steps: `/data/` is `/data`. */
export const pathSteps = (path: string): readonly string[] => path.split('/').filter((step) => step !== '');

/**
 * Units make a container anew at each start; what it keeps in a volume without a name is found again by one:
 * `shop_db_1_var-lib-mysql`, as the units name the volumes of an image (`image-volumes.ts`).
 */
function anonymousVolume(markers: Markers, target: string, replica?: Replica): string {
  const steps = pathSteps(target);
  const name = steps.map((step) => step.replaceAll('-', '--')).join('-');
  const odd = steps.some((step) => /[^\w.-]/.test(step));
  return `${volumePrefix(markers, replica)}${odd ? `${name.replace(/[^\w.-]/g, '_')}_${shortHash(target)}` : name}`;
}

/** The names of the volumes that a container has without a name in the project. */
export function anonymousVolumes(markers: Markers, replica: Replica): readonly string[] {
  const targets = replica.service.mounts.flatMap(({ value }) =>
    value.flatMap((part) => (typeof part !== 'string' && part.of === 'anonymous' ? [part.target] : [])),
  );
  return targets.map((target) => anonymousVolume(markers, target, replica));
}

/** The name of a container. */
export const nameOf = (markers: Markers, replica: Replica): string => marked(markers, text(containerName), replica);

/** Whether a quoted word has to stay in quotes, for the paths that the installer puts in may hold spaces. */
export function holdsPath(markers: Markers, word: string): boolean {
  return [markers.directory, markers.home, markers.config].some((marker) => word.includes(marker));
}

/** A unit stands for one container, and a bridge has no room for more. */
const mostReplicas = 1000;

/** The containers of a service. */
export function replicasOf(service: ServicePlan): readonly Replica[] {
  const length = Math.min(service.replicas, mostReplicas);
  return Array.from({ length }, (_, index) => ({ service, number: index + 1 }));
}

/** Reports services with more containers than `replicasOf` gives. */
export function reportReplicas(plan: ContainerPlan, project: Project, report: Report<TargetCode>): void {
  for (const { service, replicas } of plan.services) {
    if (replicas <= mostReplicas) continue;
    report.add({
      code: 'illegal-value',
      message: `${replicas} containers of ${service} are too many: each is a unit of its own, and ${mostReplicas} are the most`,
      path:
        project.services[service]?.scale === undefined
          ? pathTo(['services', service, 'deploy', 'replicas'])
          : pathTo(['services', service, 'scale']),
    });
  }
}
