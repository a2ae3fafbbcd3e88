import type { Build } from '../build.ts';
import {
  amountOf,
  listOf,
  namedListsOf,
  namedTextsOf,
  namedValuesOf,
  or,
  recordReader,
  switchOf,
  textOf,
  textsOf,
} from './read.ts';
import { readFileReference } from './read-resources.ts';
import { ulimitsOf } from './read-ulimits.ts';

export const readBuild = recordReader<Build>({
  context: or(textOf, '.'),
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
  secrets: listOf(readFileReference),
  ssh: namedTextsOf,
  shm_size: amountOf,
  tags: textsOf,
  ulimits: ulimitsOf,
});
