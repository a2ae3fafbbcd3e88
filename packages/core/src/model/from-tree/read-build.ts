import type { MapNode } from '../../tree/node.ts';
import type { Build } from '../build.ts';
import type { Defaults, Readers } from './read.ts';
import {
  amountOf,
  listOf,
  namedListsOf,
  namedTextsOf,
  namedValuesOf,
  noEntries,
  noItems,
  readRecord,
  switchOf,
  textOf,
  textsOf,
} from './read.ts';
import { readFileReference } from './read-resources.ts';
import { readUlimits } from './read-ulimits.ts';

const readers: Readers<Build> = {
  context: textOf,
  dockerfile: textOf,
  dockerfile_inline: textOf,
  target: textOf,
  args: namedValuesOf,
  labels: namedTextsOf,
  additional_contexts: namedTextsOf,
  cache_from: textsOf,
  cache_to: textsOf,
  no_cache: switchOf,
  no_cache_filter: textsOf,
  pull: switchOf,
  network: textOf,
  platforms: textsOf,
  provenance: textOf,
  sbom: textOf,
  privileged: switchOf,
  isolation: textOf,
  entitlements: textsOf,
  extra_hosts: namedListsOf,
  secrets: (node, key) => listOf(node, key, readFileReference),
  ssh: namedTextsOf,
  shm_size: amountOf,
  tags: textsOf,
  ulimits: readUlimits,
};

const defaults: Defaults<Build> = {
  context: '.',
  args: noEntries,
  labels: noEntries,
  additional_contexts: noEntries,
  cache_from: noItems,
  cache_to: noItems,
  no_cache_filter: noItems,
  platforms: noItems,
  entitlements: noItems,
  extra_hosts: noEntries,
  secrets: noItems,
  ssh: noEntries,
  tags: noItems,
  ulimits: noEntries,
};

export function readBuild(node: MapNode): Build {
  return readRecord(node, readers, defaults);
}
