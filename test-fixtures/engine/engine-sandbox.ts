import { startHealthTicker } from './health-ticker.ts';
import { busyboxImage, importBusybox } from './images.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import { sandboxLacks, startSandbox } from './sandbox.ts';

/** A sandbox in which containers of busybox run and get healthy; where there can be none, says so and gives undefined. */
export function engineSandbox(options: SandboxOptions = {}): Sandbox | undefined {
  const lacking = sandboxLacks();
  if (lacking !== undefined) {
    console.log(`skipped: ${lacking}`);
    return undefined;
  }
  const sandbox = startSandbox(options);
  importBusybox(sandbox);
  const tried = sandbox.run(['podman', 'run', '--rm', busyboxImage, 'true']);
  if (tried.status !== 0) {
    sandbox.stop();
    console.log(`skipped: podman starts no container here: ${tried.stderr.trim()}`);
    return undefined;
  }
  startHealthTicker(sandbox);
  return sandbox;
}
