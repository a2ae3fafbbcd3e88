import type { Target } from '../target.ts';
import { emit } from './emit.ts';
import { nextSteps } from './next-steps.ts';
import { options, scriptName } from './options.ts';
import { support } from './support.ts';

/** One POSIX sh script that does with a container engine what `docker compose` does. */
export const dockerRun: Target<typeof options> = {
  name: 'docker-run',
  summary: 'A POSIX shell script that runs the project with docker',
  options,
  get support() {
    return support();
  },
  stream: scriptName,
  emit,
  nextSteps,
};
