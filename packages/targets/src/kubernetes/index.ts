import type { Target } from '../target.ts';
import { emit } from './emit.ts';
import { nextSteps } from './output/next-steps.ts';
import { kubernetesOptions, streamName } from './options.ts';
import { replacedServices } from './objects/replacing.ts';
import { support } from './support/support.ts';

/** Kubernetes manifests: what `kubectl apply` takes. */
export const kubernetes: Target = {
  name: 'kubernetes',
  summary: 'Manifests for kubectl apply',
  options: kubernetesOptions,
  get support() {
    return support();
  },
  stream: streamName,
  replacing: replacedServices,
  saltFile: '03-secrets.yaml',
  nextSteps,
  emit,
};
