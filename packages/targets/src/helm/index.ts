import { support } from '../kubernetes/support/support.ts';
import type { Target } from '../target.ts';
import { emit } from './emit.ts';
import { helmOptions, secretValuesFile } from './options.ts';
import { nextSteps } from './next-steps.ts';

/** A Helm chart whose rendering with its own values is what the kubernetes target writes. */
export const helm: Target = {
  name: 'helm',
  summary: 'A Helm chart with values, a schema and tests',
  options: helmOptions,
  get support() {
    return support();
  },
  variations: ['overlay', 'profile'],
  saltFile: secretValuesFile,
  nextSteps,
  emit,
};
