import type { SupportTable } from '../../account/support.ts';
import { dropped } from '../../account/support.ts';
import { approximated, carried } from './rows.ts';

type ServiceRows = Extract<SupportTable['services'], { readonly keys: unknown }>['keys'];

const script = carried('docker build');
const built = approximated(
  'docker build',
  'Kubernetes builds no images: build.sh beside the manifests builds them, each once, and pushes those that name a registry',
  'Run build.sh before kubectl apply; --registry says where to push',
);
const inStep = dropped(
  'The build step that mounts the secret says whose it is',
  'Write it into the RUN --mount of the Dockerfile',
);

/** The rows of `build`: what the script beside the manifests does with it. */
export const buildSupport: ServiceRows['build'] = {
  ...built,
  keys: {
    context: built,
    dockerfile: script,
    dockerfile_inline: script,
    entitlements: script,
    args: script,
    ssh: script,
    labels: script,
    cache_from: script,
    cache_to: script,
    no_cache: script,
    no_cache_filter: script,
    additional_contexts: script,
    network: script,
    provenance: script,
    sbom: script,
    pull: script,
    target: script,
    shm_size: script,
    extra_hosts: script,
    isolation: script,
    privileged: script,
    secrets: { ...script, keys: { source: script, target: script, uid: inStep, gid: inStep, mode: inStep } },
    tags: script,
    ulimits: script,
    platforms: script,
  },
};
