import type { ComposeKeys } from '@transpose/core';
import type { SupportRows } from '../../account/support.ts';
import { dropped } from '../../account/support.ts';
import type { EngineField } from '../engine-field.ts';
import { carried } from './rows.ts';

type ServiceRows = SupportRows<ComposeKeys['services'], EngineField>;

const inStep = dropped('The step of the Dockerfile decides it.', 'say it there: `RUN --mount=type=secret,uid=…`');

/** What `docker build` does with each key. */
export const buildSupport: ServiceRows['build'] = {
  ...carried('docker build'),
  keys: {
    context: carried('docker build'),
    dockerfile: carried('--file'),
    dockerfile_inline: carried('--file -'),
    entitlements: carried('--allow'),
    args: carried('--build-arg'),
    ssh: carried('--ssh'),
    labels: carried('--label'),
    cache_from: carried('--cache-from'),
    cache_to: carried('--cache-to'),
    no_cache: carried('--no-cache'),
    no_cache_filter: carried('--no-cache-filter'),
    additional_contexts: carried('--build-context'),
    network: carried('--network'),
    provenance: carried('--provenance'),
    sbom: carried('--sbom'),
    pull: carried('--pull'),
    target: carried('--target'),
    shm_size: carried('--shm-size'),
    extra_hosts: carried('--add-host'),
    isolation: carried('--isolation'),
    privileged: carried('--allow security.insecure'),
    secrets: {
      ...carried('--secret'),
      keys: { source: carried('--secret'), target: carried('--secret'), uid: inStep, gid: inStep, mode: inStep },
    },
    tags: carried('--tag'),
    ulimits: carried('--ulimit'),
    platforms: carried('--platform'),
  },
};
