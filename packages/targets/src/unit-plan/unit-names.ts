import { serviceNamed } from '../container-plan/plan-index.ts';
import type { ContainerPlan } from '../container-plan/types.ts';
import { unitName } from '../shared/formats/systemd-word.ts';
import type { Markers, Replica } from './markers.ts';
import { replicasOf } from './markers.ts';

/**
 * Names of a project's units. Each ends in what it is (a number, `-network`, `-volume`, `-build`), so that no two of a
 * project are equal, and begins with the project's name, so that projects live side by side.
 */
export interface UnitNames {
  readonly target: string;
  container(replica: Replica): string;
  /** The timer of a scheduled container, which starts the unit of the same name. */
  timer(replica: Replica): string;
  containers(service: string): readonly string[];
  network(key: string): string;
  volume(key: string): string;
  build(service: string): string;
}

/** The units' names without the project: those of the files that are written. */
export const stems = {
  container: ({ service, number }: Replica): string => `${service.service}-${number}`,
  network: (key: string): string => `${key}-network`,
  volume: (key: string): string => `${key}-volume`,
  build: (service: string): string => `${service}-build`,
};

export function unitNames(plan: ContainerPlan, markers: Markers): UnitNames {
  const room = 255 - plan.project.length - '-'.length;
  const named = (stem: string) => `${markers.project}-${unitName(stem, 'service', room)}`;
  return {
    target: `${markers.project}.target`,
    container: (replica) => named(stems.container(replica)),
    timer: (replica) => named(stems.container(replica)).replace(/\.service$/, '.timer'),
    containers: (service) => {
      const one = serviceNamed(plan, service);
      return one ? replicasOf(one).map((replica) => named(stems.container(replica))) : [];
    },
    network: (key) => named(stems.network(key)),
    volume: (key) => named(stems.volume(key)),
    build: (service) => named(stems.build(service)),
  };
}
