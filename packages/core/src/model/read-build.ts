import type { MapNode } from '../tree/node.ts';
import type { Build } from './build.ts';
import {
  flagOf,
  listOf,
  namedListsOf,
  namedTextsOf,
  namedValuesOf,
  numberOf,
  present,
  textOf,
  textsOf,
} from './read.ts';
import { readFileReference } from './read-resources.ts';
import { readUlimits } from './read-ulimits.ts';

export function readBuild(node: MapNode): Build {
  return present({
    context: textOf(node, 'context') ?? '.',
    dockerfile: textOf(node, 'dockerfile'),
    dockerfile_inline: textOf(node, 'dockerfile_inline'),
    target: textOf(node, 'target'),
    args: namedValuesOf(node, 'args'),
    labels: namedTextsOf(node, 'labels'),
    additional_contexts: namedTextsOf(node, 'additional_contexts'),
    cache_from: textsOf(node, 'cache_from'),
    cache_to: textsOf(node, 'cache_to'),
    no_cache: flagOf(node, 'no_cache'),
    no_cache_filter: textsOf(node, 'no_cache_filter'),
    pull: flagOf(node, 'pull'),
    network: textOf(node, 'network'),
    platforms: textsOf(node, 'platforms'),
    provenance: textOf(node, 'provenance'),
    sbom: textOf(node, 'sbom'),
    privileged: flagOf(node, 'privileged'),
    isolation: textOf(node, 'isolation'),
    entitlements: textsOf(node, 'entitlements'),
    extra_hosts: namedListsOf(node, 'extra_hosts'),
    secrets: listOf(node, 'secrets', readFileReference),
    ssh: namedTextsOf(node, 'ssh'),
    shm_size: numberOf(node, 'shm_size'),
    tags: textsOf(node, 'tags'),
    ulimits: readUlimits(node),
  });
}
