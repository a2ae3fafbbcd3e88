import { join } from 'node:path';
import { checker } from '../engine/checks.ts';
import { engineSandbox } from '../engine/engine-sandbox.ts';
import { waitUntil } from '../engine/sandbox.ts';
import {
  copyChecks,
  failureChecks,
  hostileChecks,
  sampleChecks,
  scaleChecks,
  shopChecks,
  variableChecks,
} from './scenarios.ts';
import { trial } from './trial.ts';

/**
 * Runs the scripts of the target docker-run on Debian's podman: through the docker command and podman's Docker socket, and
 * through its own. Prints the outcome of each check; the last line counts them. Gives the exit code.
 */
export function runScripts(root: string): number {
  const sandbox = engineSandbox();
  if (!sandbox) return 0;
  const checks = checker();
  const socket = join(sandbox.directory, 'podman.sock');
  try {
    sandbox.start(['podman', 'system', 'service', '--time=0', `unix://${socket}`]);
    waitUntil(() => sandbox.run(['test', '-S', socket]).status === 0, "podman's socket");
    for (const engine of ['docker', 'podman'] as const) {
      if (sandbox.run(['sh', '-c', `command -v ${engine}`]).status !== 0) {
        console.log(`skipped: there is no ${engine} command`);
        continue;
      }
      const one = trial(engine, sandbox, checks, socket);
      try {
        sampleChecks(one, join(root, 'test-fixtures/projects/mariadb-apache'));
        shopChecks(one);
        copyChecks(one);
        scaleChecks(one);
        variableChecks(one);
        failureChecks(one);
        hostileChecks(one);
      } catch (error) {
        one.checks.that(String(error), false, sandbox.run(['podman', 'ps', '--all']).stdout);
      }
    }
  } finally {
    sandbox.stop();
  }
  console.log(`${checks.passed()} passed, ${checks.failed()} failed`);
  return checks.failed() === 0 ? 0 : 1;
}
