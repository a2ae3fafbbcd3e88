import type { Sandbox } from './sandbox.ts';

/**
 * Podman has its healthchecks run by timers of the system's systemd, and none runs here: this runs those of all running
 * containers, one after the other, again and again until the sandbox stops.
 */
export function startHealthTicker(sandbox: Sandbox): void {
  const line =
    'while :; do for c in $(podman ps --quiet --filter status=running 2>/dev/null); do podman healthcheck run "$c" >/dev/null 2>&1; done; sleep 0.5; done';
  sandbox.start(['sh', '-c', line]);
}
