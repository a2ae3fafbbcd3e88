import type { MapNode } from '../tree/node.ts';
import type { Project } from './project.ts';
import { extensionsOf, namedOf, textOf } from './read.ts';
import { readConfig, readModel, readNetwork, readSecret, readVolume } from './read-resources.ts';
import { readService } from './read-service.ts';

export interface ProjectPlace {
  /** The project directory, absolute. */
  readonly working_dir: string;
  /** The Compose files that were read, absolute, in order; `-` for standard input. */
  readonly files: readonly string[];
}

/** The typed project of a tree in its final form: canonical, checked, decoded, selected. */
export function projectFrom(tree: MapNode, { working_dir, files }: ProjectPlace): Project {
  return {
    name: textOf(tree, 'name') ?? '',
    working_dir,
    files,
    services: namedOf(tree, 'services', readService),
    networks: namedOf(tree, 'networks', readNetwork),
    volumes: namedOf(tree, 'volumes', readVolume),
    secrets: namedOf(tree, 'secrets', readSecret),
    configs: namedOf(tree, 'configs', readConfig),
    models: namedOf(tree, 'models', readModel),
    extensions: extensionsOf(tree),
  };
}
