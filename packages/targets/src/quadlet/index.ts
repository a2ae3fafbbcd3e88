import type { Target } from '../target.ts';
import { installSteps } from '../unit-plan/installer/install-steps.ts';
import { emit } from './emit.ts';
import { options } from './options.ts';
import { support } from './support.ts';

/** Quadlet files: Podman's generator makes systemd units of them that run the project. */
export const quadlet: Target<typeof options> = {
  name: 'quadlet',
  summary: 'Quadlet files, from which Podman makes systemd units',
  options,
  get support() {
    return support();
  },
  emit,
  nextSteps: installSteps,
};
