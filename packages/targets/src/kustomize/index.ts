import { kubernetesOptions } from '../kubernetes/options.ts';
import { support } from '../kubernetes/support/support.ts';
import type { Target } from '../target.ts';
import { emit } from './emit.ts';
import { nextSteps } from './next-steps.ts';

/** A Kustomize base with an overlay for each environment and a component for each profile. */
export const kustomize: Target = {
  name: 'kustomize',
  summary: 'Kustomize: a base, overlays for environments (--overlay), components for profiles',
  options: kubernetesOptions.filter(({ name }) => name !== 'json'),
  get support() {
    return support();
  },
  variations: ['overlay', 'profile'],
  nextSteps,
  emit,
};
