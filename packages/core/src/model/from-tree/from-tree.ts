import type { MapNode } from '../../tree/node.ts';
import type { Project } from '../project.ts';
import { extensionsOf, namedOf, or, recordReader, textOf } from './read.ts';
import { readConfig, readModel, readNetwork, readSecret, readVolume } from './read-resources.ts';
import { readService } from './read-service.ts';

export interface ProjectPlace {
  /** The project directory, absolute. */
  readonly working_dir: string;
  /** The Compose files that were read, absolute, in order; `-` for standard input. */
  readonly files: readonly string[];
}

/** Projects by their trees. An edited project is compared with it, and shares what was left as it is. */
const projects = new WeakMap<MapNode, Project>();

/** The typed project of a tree in its final form: canonical, checked, decoded, selected. */
export function projectFrom(tree: MapNode, place: ProjectPlace): Project {
  const known = projects.get(tree);
  if (known?.working_dir === place.working_dir && known.files === place.files) return known;
  const project = readProject(tree, place);
  projects.set(tree, project);
  return project;
}

const readSections = recordReader<Omit<Project, keyof ProjectPlace | 'extensions'>>({
  name: or(textOf, ''),
  services: namedOf(readService),
  networks: namedOf(readNetwork),
  volumes: namedOf(readVolume),
  secrets: namedOf(readSecret),
  configs: namedOf(readConfig),
  models: namedOf(readModel),
});

function readProject(tree: MapNode, { working_dir, files }: ProjectPlace): Project {
  const { name, ...sections } = readSections(tree);
  return { name, working_dir, files, ...sections, extensions: extensionsOf(tree) };
}
