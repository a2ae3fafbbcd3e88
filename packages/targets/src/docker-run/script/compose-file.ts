import { projectDirectory } from '../../container-plan/text.ts';
import type { ContainerPlan } from '../../container-plan/types.ts';

/** The first Compose file, as seen from the project directory; empty where it is elsewhere. */
export function composeFile({ composeFiles: [first] }: ContainerPlan): string {
  const inProject = first?.[0] === projectDirectory;
  const place = inProject ? first.filter((part) => typeof part === 'string').join('') : '';
  return place.slice(1);
}

/** Whether something of the project is found by its place. */
export const usesDirectory = ({ networks, volumes, services }: ContainerPlan): boolean =>
  /\{"of":"directory"[,}]/.test(JSON.stringify([networks, volumes, services]));
