import type { Target } from '../target.ts';
import { installSteps } from '../unit-plan/installer/install-steps.ts';
import { emit } from './emit.ts';
import { options } from './options.ts';
import { support } from './support.ts';

/** Plain systemd units that do with a container engine what `docker compose` does. */
export const systemd: Target<typeof options> = {
  name: 'systemd',
  summary: 'systemd units that run the project with docker or podman',
  options,
  get support() {
    return support();
  },
  emit,
  nextSteps: installSteps,
};
